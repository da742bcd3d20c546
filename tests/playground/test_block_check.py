from typing import Any

import pytest

from bot.playground.block_check import block_faults, too_much_text, view_faults, view_is_too_large
from tests.playground.shapes import actions, button, marked, modal, plain, question, section

DIVIDER = {"type": "divider"}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}


def test_fifty_blocks_are_a_message_and_fifty_one_are_not() -> None:
    assert block_faults([DIVIDER] * 50) == []
    assert block_faults([DIVIDER] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]


def test_a_hundred_blocks_are_a_view_and_one_more_is_not() -> None:
    assert view_faults(modal(*[DIVIDER] * 100)) == []
    assert view_faults(modal(*[DIVIDER] * 101)) == ["no more than 100 items allowed [json-pointer:/view/blocks]"]


def test_blocks_are_a_list() -> None:
    assert block_faults(section()) == ["must provide an array [json-pointer:/blocks]"]


def test_every_wrong_block_is_named() -> None:
    faults = block_faults([section(""), DIVIDER, {"type": "header"}, actions(button("a"), button("b"))])
    assert [f.rpartition(":")[2] for f in faults] == ["/blocks/0/text/text]", "/blocks/2]"]


def test_all_markdown_of_a_message_counts_together() -> None:
    assert block_faults([{"type": "markdown", "text": "a" * 6000}] * 2) == []
    (fault,) = block_faults([{"type": "markdown", "text": "a" * 6001}] * 2)
    assert fault.startswith("must be less than 12001 characters")


def test_a_message_has_one_table() -> None:
    assert block_faults([TABLE, section(), TABLE]) == ["only_one_table_allowed [json-pointer:/blocks/2]"]


def test_the_text_of_all_blocks_together_has_a_limit() -> None:
    blocks = [section("a" * 2200)] * 6
    assert not too_much_text(blocks)
    assert too_much_text([*blocks, section("a")])


def test_what_only_slacks_own_package_finds_is_found() -> None:
    video = {"type": "video", "title": plain(), "alt_text": "a", "video_url": "https://example.com/v",
             "thumbnail_url": "https://example.com/t", "author_name": "A" * 50}  # fmt: skip
    (fault,) = block_faults([video])
    assert fault.endswith("[json-pointer:/blocks/0]")


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        ("modal", "must provide an object [json-pointer:/view]"),
        ({"type": "message"}, "must be a valid enum value [json-pointer:/view/type]"),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        ({"type": "home"}, "missing required field: blocks [json-pointer:/view]"),
        (modal(width=3), "invalid additional property: width [json-pointer:/view]"),
        (modal(title=marked()), "must be a valid enum value [json-pointer:/view/title/type]"),
        (modal(title=plain("a" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(section("")), "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"),
        (modal(TABLE), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
        (
            {"type": "modal", "title": plain(), "blocks": [question()]},
            "must define `submit` to use an `input` block in modals [json-pointer:/view/submit]",
        ),
    ],
)
def test_what_slack_refuses_as_a_view(view: Any, fault: str) -> None:
    assert view_faults(view) == [fault]


def test_a_modal_with_a_question_and_a_home_page_without_a_button_are_right() -> None:
    assert view_faults(modal(question())) == []
    assert view_faults({"type": "home", "blocks": [question(), section()]}) == []


def test_a_view_has_at_most_250_kilobytes() -> None:
    assert not view_is_too_large(modal(section("ä" * 100_000)))
    assert view_is_too_large(modal(section("ä" * 125_000)))
