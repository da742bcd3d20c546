"""Answers in pages. A cursor says which item the next page starts with, so that what comes meanwhile shifts nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from bot.playground.state import Json
from bot.playground.web_api.method_call import ApiError, MethodCall

Key = Callable[[Any], str]


def page(call: MethodCall, items: list[Any], name: str, key: Key, default: int = 100, most: int = 1000) -> Json:
    """The page of a list that the call asks for; the list is in the order of `key`."""
    limit = call.number("limit", default)
    if not 1 <= limit <= most:
        raise ApiError("invalid_limit")
    shown, cursor = _cut(call, items, key, limit, name)
    return {name: shown, "response_metadata": {"next_cursor": cursor}}


def messages_page(call: MethodCall, found: list[Json], default: int = 100, most: int = 999, newest_first: bool = True) -> Json:
    """The page of messages that the call asks for: too high a limit is lowered, and the last page names no cursor."""
    limit = min(most, max(1, call.number("limit", default)))
    shown, cursor = _cut(call, found, _time, limit, "ts", newest_first)
    answer = {"messages": shown, "has_more": bool(cursor)}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _time(message: Json) -> str:
    return str(message["ts"])


def _cut(call: MethodCall, items: list[Any], key: Key, limit: int, name: str, falling: bool = False) -> tuple[list[Any], str]:
    first = _read(call.text("cursor"), name)
    keys = [key(item) for item in items] if first else []
    start = sum(at > first if falling else at < first for at in keys)
    rest = items[start + limit :]
    return items[start : start + limit], _written(name, key(rest[0])) if rest else ""


def _written(name: str, first: str) -> str:
    return base64.b64encode(f"next_{name}:{first}".encode()).decode()


def _read(cursor: str, name: str) -> str:
    if not cursor:
        return ""
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except ValueError:  # not base64, or not text in it
        raise ApiError("invalid_cursor") from None
    kind, _, first = text.partition(":")
    if kind != f"next_{name}" or not first:
        raise ApiError("invalid_cursor")
    return first
