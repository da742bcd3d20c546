"""People's words as rich text: whole, inert, and in blocks that Slack accepts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.block_check import block_faults
from bot.slack.blocks.quoting import listed, pieces, quoted
from tests.hostile import HOSTILE


def shown(block: dict) -> str:  # type: ignore[type-arg]
    return "".join(e.get("text", "") for s in block["elements"] for e in s.get("elements", ()) if "text" in e)


@given(st.text(max_size=400), st.integers(min_value=3, max_value=50))
def test_the_pieces_of_a_text_are_the_text(text: str, room: int) -> None:
    parts = list(pieces(text, room))
    assert "".join(parts) == text
    assert all(len(p) <= room for p in parts)


@given(HOSTILE)
def test_nothing_in_the_words_is_markup(text: str) -> None:
    blocks = quoted("SRE 1", "https://x.slack.com/archives/C1/p1", text)
    kinds = {e["type"] for b in blocks for s in b["elements"] for e in s["elements"]}
    assert kinds <= {"text", "link"}
    assert block_faults(blocks) == []
    assert "".join(map(shown, blocks)).replace("SRE 1: ", "", 1).replace("SRE 1", "", 1) == text


def test_six_thousand_characters_are_whole() -> None:
    text = "\n\n".join(f"paragraph {n} " + "word " * 60 for n in range(20))
    blocks = quoted("SRE 1", "", text)
    assert len(blocks) > 1
    assert "".join(map(shown, blocks)) == f"SRE 1: {text}"


def test_right_to_left_words_are_isolated_line_by_line() -> None:
    (block,) = quoted("SRE 1", "", "مرحبا 16:00\nhello")
    assert "\u2068مرحبا 16:00\u2069\nhello" in shown(block)


def test_an_address_that_is_none_is_no_link() -> None:
    (block,) = quoted("SRE 1", "javascript:alert(1)", "hi")
    assert "javascript" not in str(block)


def test_two_sides_stand_in_one_list() -> None:
    block = listed([("SRE 1", "", "40 minutes"), ("SRE 2", "", "95 minutes")])
    assert block["elements"][0]["type"] == "rich_text_list"
    assert block_faults([block]) == []
