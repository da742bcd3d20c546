"""Words that choose among action items."""

from __future__ import annotations

import pytest

from bot.domain.item_list import Standing
from bot.domain.item_words import Choice, choice_words, read_choice


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("", Choice()),
        ("overdue high", Choice(standing="overdue", priority="high")),
        ("High <@U0SAM> detect", Choice(owner="U0SAM", priority="high", kind="detect", everywhere=True)),
        ("mine unfinished", Choice(owner="U0ADA", standing="unfinished", everywhere=True)),
        ("everywhere csv", Choice(everywhere=True, csv=True)),
        ("overdue all", Choice()),
        ("done soon", Choice(standing="done", strange="soon")),
    ],
)
def test_words_choose_in_whatever_order(words: str, choice: Choice) -> None:
    assert read_choice(words, "U0ADA") == choice


def test_every_word_that_is_offered_is_understood() -> None:
    assert not any(read_choice(word, "U0ADA").strange for word in choice_words())
    assert set(Standing) <= set(choice_words())
