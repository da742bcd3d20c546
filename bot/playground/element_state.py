"""What somebody typed or chose, in the shapes that Slack sends: the state of one element, and of all in a surface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.state import Json

# Type of the element → the name of its value, the name of its first value, and what stands there when it is empty.
VALUES: Mapping[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "radio_buttons": ("selected_option", "initial_option", None),
    "file_input": ("files", "", []),
}
REPEATED = ("type", "action_id", "value", "text", "style")


def elements(blocks: Any) -> Iterator[tuple[Json, Json]]:
    """Every element that people can use, with the block that it stands in."""
    for block in blocks or ():
        for element in (*(block.get("elements") or ()), block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def find_element(blocks: Any, action_id: str, block_id: str = "") -> Json:
    """The element with that action id, as Slack repeats it in a press; raises LookupError where it is not shown."""
    for block, element in elements(blocks):
        if element["action_id"] == action_id and block_id in {"", block.get("block_id", "")}:
            kept = {k: element[k] for k in REPEATED if k in element}
            return {**kept, "block_id": block.get("block_id", "")}
    raise LookupError(f"nothing to press is called {action_id}")


def state_values(blocks: Any, given: Mapping[str, Any]) -> Json:
    """`state.values` as Slack sends it: each element that holds a value, touched or not.

    `given`: block id → a plain value, Slack's own state of the element, or action id → that state.
    """
    values: Json = {}
    for block, element in elements(blocks):
        if element.get("type") in VALUES:
            chosen = given.get(block.get("block_id", ""))
            values.setdefault(block.get("block_id", ""), {})[element["action_id"]] = element_state(element, chosen)
    return values


def element_state(element: Json, given: Any) -> Json:
    """The state of one element."""
    kind, action = str(element["type"]), element["action_id"]
    if isinstance(given, dict) and isinstance(given.get(action), dict):
        given = given[action]
    name, initial, empty = VALUES[kind]
    if isinstance(given, dict) and name in given:
        value = given[name]
    elif given is None or isinstance(given, dict):
        value = element.get(initial, empty)
    else:
        value = _option(element, given) if kind in {"static_select", "radio_buttons"} else given
    return {"type": kind, name: value if value not in ("", None) else empty}


def _option(element: Json, wanted: Any) -> Json | None:
    return next((o for o in options(element) if o["value"] == wanted), None)


def options(element: Json) -> list[Json]:
    """The choices of an element, its groups taken together."""
    grouped = [o for group in element.get("option_groups") or () for o in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def is_empty(state: Mapping[str, Any]) -> bool:
    """Whether nothing was typed or chosen."""
    value = state.get(VALUES[str(state["type"])][0])
    return value in (None, "", []) or (isinstance(value, str) and not value.strip())
