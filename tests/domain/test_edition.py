"""The text in place of a section's answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.edition import Edition, newest, without

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_newest_of_each_section_stands() -> None:
    made = [Edition("impact", 2, "b", "U1", NOW), Edition("impact", 1, "a", "U1", NOW), Edition("summary", 1, "c", "U1", NOW)]
    assert {s: e.text for s, e in newest(made).items()} == {"impact": "b", "summary": "c"}


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("It failed. The key was hunter2. We rolled back.", "The key was hunter2.", "It failed. We rolled back."),
        ("The key\nwas  hunter2.", "The key was hunter2.", ""),
        ("a b a b", "a b", ""),
        ("It failed.", "", "It failed."),
        ("It failed.", "fail", "It failed."),
    ],
)
def test_words_that_were_taken_back_leave_the_text_however_its_lines_are_broken(text: str, gone: str, left: str) -> None:
    assert without(text, gone) == left


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab ", min_size=1, max_size=4))
def test_nothing_of_what_is_gone_can_be_found_again(text: str, gone: str) -> None:
    left, words = without(text, gone).split(), gone.split()
    assert not words or all(left[i : i + len(words)] != words for i in range(len(left)))
