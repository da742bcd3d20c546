"""What Slack itself finds wrong with a form before it asks the app."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.playground.element_state import is_empty, state_values
from bot.playground.state import Json

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def wrong_fields(view: Json, given: Mapping[str, Any]) -> Json:
    """What is missing or of the wrong shape: block id → what Slack says beside the field."""
    values = state_values(view["blocks"], given)
    found = {}
    for block in view["blocks"]:
        if block.get("type") == "input":
            element = block["element"]
            fault = _wrong(element, values[block["block_id"]][element["action_id"]], bool(block.get("optional")))
            if fault:
                found[block["block_id"]] = fault
    return found


def _wrong(element: Json, state: Json, optional: bool) -> str:
    if is_empty(state):
        return "" if optional else "Please complete this required field."
    value = state.get("value")
    if not isinstance(value, str):
        return ""
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, value)
    if kind == "number_input":
        return _number(element, value)
    if kind == "email_text_input" and not MAIL.fullmatch(value):
        return "Please enter a valid email address."
    parts = urlsplit(value) if kind == "url_text_input" else None
    if parts is not None and not (parts.scheme in {"http", "https"} and parts.netloc):
        return "Please enter a valid URL."
    return ""


def _length(element: Json, value: str) -> str:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < least:
        return f"This field must be at least {least} characters long."
    return f"This field must be at most {most} characters long." if len(value) > most else ""


def _number(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a valid number."
    number = float(value)
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Please enter a number of at least {least}."
    return f"Please enter a number of at most {most}." if most is not None and number > float(most) else ""
