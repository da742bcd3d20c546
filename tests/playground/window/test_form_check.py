"""Slack itself looks at a form before the app does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.window.form_check import wrong_fields
from tests.playground.echo import field, modal


def wrong(element: dict[str, Any], value: Any, **more: Any) -> str:
    return str(wrong_fields(modal(field("b", element, **more)), {"b": value}).get("b", ""))


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        ({"type": "plain_text_input"}, "", "required"),
        ({"type": "plain_text_input"}, "   ", "required"),
        ({"type": "plain_text_input"}, "x", ""),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "at most 3"),
        ({"type": "number_input"}, "1.5", "valid number"),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", ""),
        ({"type": "number_input", "min_value": "2"}, "1", "at least 2"),
        ({"type": "number_input", "max_value": "2"}, "3", "at most 2"),
        ({"type": "email_text_input"}, "ada", "email"),
        ({"type": "email_text_input"}, "ada@x.example", ""),
        ({"type": "url_text_input"}, "x.example", "URL"),
        ({"type": "url_text_input"}, "https://x.example", ""),
        ({"type": "users_select"}, None, "required"),
        ({"type": "checkboxes", "options": []}, None, "required"),
    ],
)
def test_a_field_is_right_or_slack_says_what_is_not(element: dict[str, Any], value: Any, says: str) -> None:
    found = wrong(element, value)
    assert says in found
    assert bool(says) == bool(found)


def test_what_is_optional_may_be_empty() -> None:
    assert wrong({"type": "plain_text_input"}, "", optional=True) == ""
