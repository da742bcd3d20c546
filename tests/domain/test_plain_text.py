"""A text from people does no harm to what stands beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plain_text import BIDI, CONTROL, END_ISOLATE, ISOLATE, calm, isolate, shorten


@given(st.text())
def test_a_calm_text_has_no_character_that_only_does_harm(text: str) -> None:
    assert not CONTROL.search(calm(text))
    assert not BIDI.search(calm(text))


def test_people_are_called_by_their_names_and_strangers_somebody() -> None:
    assert calm("<@U1> asked <@U2>", {"U1": "Siobhán O'Brien"}) == "@Siobhán O'Brien asked @somebody"


def test_line_breaks_and_tabs_stay() -> None:
    assert calm("a\n\tb\x00\x1b[31m") == "a\n\tb[31m"


def test_right_to_left_text_is_kept_apart_and_no_other() -> None:
    assert isolate("דנה") == f"{ISOLATE}דנה{END_ISOLATE}"
    assert isolate("Zoë 🦊") == "Zoë 🦊"


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_fits_and_says_that_it_is_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else short.endswith("…")


def test_it_is_cut_between_words_where_there_is_a_gap() -> None:
    assert shorten("rolling back the deploy", 16) == "rolling back…"
    assert shorten("x" * 20, 5) == "xxxx…"
