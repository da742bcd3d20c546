"""Answers in pages."""

from __future__ import annotations

from typing import Any

from bot.playground.state import Json
from bot.playground.web_api.method_call import MethodCall


def page(call: MethodCall, items: list[Any], name: str, default: int = 100) -> Json:
    """The page that the call asks for, and where the next one starts."""
    limit = min(999, int(call.args.get("limit") or default))
    start = int(call.text("cursor", "0").removeprefix("next:") or 0)
    more = start + limit < len(items)
    return {
        name: items[start : start + limit],
        "response_metadata": {"next_cursor": f"next:{start + limit}" if more else ""},
    }
