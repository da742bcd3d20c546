"""Blocks stay within Slack's limits, whatever they are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.block_check import block_faults
from bot.slack.blocks.parts import actions, button, context, header, section, sections
from tests.hostile import HOSTILE


@given(st.one_of(HOSTILE, st.text()).map(lambda t: "x" + t), st.integers(1, 400))
def test_no_text_is_too_long_for_its_place(text: str, times: int) -> None:
    long = text * times
    assert not block_faults([section(long), header(long), context(long), actions([button(long, "a", "v")])])


@given(st.lists(st.text("abc ", max_size=900), max_size=20))
def test_a_long_text_becomes_several_paragraphs_and_loses_no_word(lines: list[str]) -> None:
    shown = sections("\n".join(lines))
    assert " ".join(b["text"]["text"] for b in shown).split() == " ".join(lines).split()


def test_a_line_longer_than_a_paragraph_is_cut_and_goes_on() -> None:
    assert [len(b["text"]["text"]) for b in sections("x" * 7000)] == [3000, 3000, 1000]
