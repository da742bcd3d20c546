from typing import Any

import pytest

from bot.playground.block_schema import structure_faults
from tests.playground.shapes import actions, button, marked, menu, modal, option, plain, question, section

RIGHT: list[Any] = [
    section(),
    {"type": "section", "fields": [marked(), plain()]},
    section(accessory=button(style="danger", confirm={"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()})),
    section(accessory={"type": "checkboxes", "options": [{"text": marked(), "value": "v", "description": marked()}]}),
    actions(button(), menu(option()), {"type": "datepicker", "initial_date": "2026-11-24"}),
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"},
    {"type": "context", "elements": [marked(), {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}]},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
    {"type": "markdown", "text": "# a"},
    question(element={"type": "users_select"}),
]
WRONG: list[tuple[Any, str]] = [
    (3, "must provide an object [json-pointer:/blocks/0]"),
    ({"text": marked()}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "paragraph"}, "unsupported type: paragraph [json-pointer:/blocks/0/type]"),
    ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    ({"type": "section", "text": "Hello"}, "must provide an object [json-pointer:/blocks/0/text]"),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (section(fields=marked()), "must provide an array [json-pointer:/blocks/0/fields]"),
    (section(accessory=button(style="huge")), "must be a valid enum value [json-pointer:/blocks/0/accessory/style]"),
    (section(accessory=question()), "unsupported type: input [json-pointer:/blocks/0/accessory/type]"),
    (actions(question()), "unsupported type: input [json-pointer:/blocks/0/elements/0/type]"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
    ({"type": "header", "text": marked()}, "must be a valid enum value [json-pointer:/blocks/0/text/type]"),
    ({"type": "image", "alt_text": "a"}, "missing required field: image_url [json-pointer:/blocks/0]"),
    (
        actions(menu({"text": marked(), "value": "1"})),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/options/0/text/type]",
    ),
    (question(label=plain() | {"emoji": "yes"}), "must provide a boolean [json-pointer:/blocks/0/label/emoji]"),
]


@pytest.mark.parametrize("block", RIGHT, ids=lambda block: str(block["type"]))
def test_what_slack_documents_is_right(block: Any) -> None:
    assert structure_faults(block, "KnownBlock", "/blocks/0") == []


@pytest.mark.parametrize(("block", "fault"), WRONG, ids=[fault for _, fault in WRONG])
def test_a_fault_is_named_where_it_is(block: Any, fault: str) -> None:
    assert structure_faults(block, "KnownBlock", "/blocks/0") == [fault]


def test_every_fault_of_a_block_is_named() -> None:
    block = actions(button(style="huge"), {"type": "button"})
    assert len(structure_faults(block, "KnownBlock", "/blocks/0")) == 2


def test_a_view_may_not_hold_blocks_that_slack_does_not_know() -> None:
    faults = structure_faults(modal({"type": "paragraph"}), "ModalView", "/view")
    assert faults == ["unsupported type: paragraph [json-pointer:/view/blocks/0/type]"]
