"""The state of a surface is whole: every element that holds a value is in it, touched or not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.element_state import find_element, is_empty, state_values

A, B = ({"text": {"type": "plain_text", "text": t}, "value": t} for t in "ab")


def state(element: dict[str, Any], given: Any = None) -> Any:
    block = {"type": "input", "block_id": "b", "element": {"action_id": "v", **element}}
    return state_values([block], {} if given is None else {"b": given})["b"]["v"]


@pytest.mark.parametrize(
    ("element", "given", "wanted"),
    [
        ({"type": "plain_text_input"}, "hello", {"value": "hello"}),
        ({"type": "plain_text_input", "initial_value": "old"}, None, {"value": "old"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "number_input"}, "3", {"value": "3"}),
        ({"type": "static_select", "options": [A, B]}, "b", {"selected_option": B}),
        ({"type": "static_select", "option_groups": [{"options": [A]}, {"options": [B]}]}, "b", {"selected_option": B}),
        ({"type": "static_select", "options": [A, B], "initial_option": A}, None, {"selected_option": A}),
        ({"type": "radio_buttons", "options": [A, B]}, None, {"selected_option": None}),
        ({"type": "checkboxes", "options": [A, B], "initial_options": [A]}, None, {"selected_options": [A]}),
        ({"type": "multi_static_select", "options": [A, B]}, {"selected_options": [B]}, {"selected_options": [B]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_users_select"}, None, {"selected_users": []}),
        ({"type": "conversations_select", "initial_conversation": "C1"}, None, {"selected_conversation": "C1"}),
        ({"type": "datepicker"}, "2026-11-25", {"selected_date": "2026-11-25"}),
        ({"type": "timepicker", "initial_time": "09:30"}, None, {"selected_time": "09:30"}),
        ({"type": "datetimepicker"}, 1794783243, {"selected_date_time": 1794783243}),
        ({"type": "file_input"}, None, {"files": []}),
    ],
)
def test_a_value_has_the_name_and_shape_that_slack_gives_it(element: dict[str, Any], given: Any, wanted: dict[str, Any]) -> None:
    assert state(element, given) == {"type": element["type"], **wanted}


def test_elements_of_sections_and_rows_have_their_place_too() -> None:
    blocks = [
        {"type": "section", "block_id": "s", "accessory": {"type": "datepicker", "action_id": "day"}},
        {"type": "actions", "block_id": "r", "elements": [{"type": "button", "action_id": "go"}, {"type": "users_select", "action_id": "who"}]},
    ]  # fmt: skip
    given = {"r": {"who": {"type": "users_select", "selected_user": "U2"}}}
    found = state_values(blocks, given)
    assert found["s"]["day"]["selected_date"] is None
    assert found["r"] == {"who": {"type": "users_select", "selected_user": "U2"}}


def test_the_same_action_in_two_blocks_is_told_apart() -> None:
    blocks = [{"type": "actions", "block_id": n, "elements": [{"type": "button", "action_id": "go", "value": n}]} for n in "xy"]
    assert find_element(blocks, "go", "y")["value"] == "y"
    with pytest.raises(LookupError):
        find_element(blocks, "go", "z")


def test_spaces_alone_are_no_answer() -> None:
    assert is_empty({"type": "plain_text_input", "value": "  "})
    assert not is_empty({"type": "plain_text_input", "value": "x"})
