"""Canvases: Markdown in sections, changed one operation at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.playground.state import Canvas, Json, State
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.method_call import ApiError, MethodCall, refused

MOST_BYTES = 1_048_576
HEADING = re.compile(r"(#{1,6}) ")
Section = tuple[str, str]


def create(call: MethodCall) -> Json:
    """canvases.create"""
    channel = channel_of(call, member=True, name="channel_id") if call.text("channel_id") else None
    if call.state.settings.plan == "free":
        if channel is None:
            raise ApiError("free_teams_cannot_create_non_tabbed_canvases")
        if channel.canvas:
            raise ApiError("free_team_canvas_tab_already_exists")
    canvas = _new(call, channel.id if channel else "")
    if channel is not None and not channel.canvas:
        channel.canvas = canvas.id
    return {"canvas_id": canvas.id}


def create_in_channel(call: MethodCall) -> Json:
    """conversations.canvases.create"""
    channel = channel_of(call, member=True, name="channel_id")
    if channel.canvas:
        raise ApiError("channel_canvas_already_exists")
    canvas = _new(call, channel.id)
    channel.canvas = canvas.id
    return {"canvas_id": canvas.id}


def edit(call: MethodCall) -> Json:
    """canvases.edit: exactly one change a call"""
    canvas = _canvas(call)
    changes = call.data("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise refused("must provide exactly one change [json-pointer:/changes]")
    change = changes[0]
    operation = str(change.get("operation"))
    if operation == "rename":
        canvas.title = _markdown(call, change.get("title_content"), "/changes/0/title_content")
        return {}
    if operation not in OPERATIONS:
        raise refused("must be a valid enum value [json-pointer:/changes/0/operation]")
    section = str(change.get("section_id") or "")
    if operation in {"insert_before", "insert_after", "delete"} and not section:
        raise refused("missing required field: section_id [json-pointer:/changes/0]")
    if section and section not in {name for name, _ in canvas.sections}:
        raise ApiError("canvas_editing_failed", detail="section_not_found")
    said = "" if operation == "delete" else _markdown(call, change.get("document_content"), "/changes/0/document_content")
    canvas.sections = OPERATIONS[operation](canvas.sections, section, _sections(call, said))
    if len(canvas.markdown.encode()) > MOST_BYTES:
        raise ApiError("canvas_too_large")
    _touched(call.state, canvas, call.state.bot_user)
    return {}


def delete(call: MethodCall) -> Json:
    """canvases.delete"""
    canvas = _canvas(call)
    del call.state.canvases[canvas.id]
    for channel in call.state.channels.values():
        if channel.canvas == canvas.id:
            channel.canvas = ""
    return {}


def lookup(call: MethodCall) -> Json:
    """canvases.sections.lookup"""
    canvas = _canvas(call)
    criteria = call.data("criteria")
    if not isinstance(criteria, dict) or not criteria or not set(criteria) <= {"section_types", "contains_text"}:
        raise refused("must provide section_types or contains_text [json-pointer:/criteria]")
    kinds = criteria.get("section_types") or []
    if not isinstance(kinds, list) or not set(kinds) <= {"h1", "h2", "h3", "any_header"}:
        raise refused("must be a valid enum value [json-pointer:/criteria/section_types]")
    words = str(criteria.get("contains_text") or "").lower()
    return {"sections": [{"id": n} for n, text in canvas.sections if words in text.lower() and _is(text, kinds)]}


def _canvas(call: MethodCall) -> Canvas:
    canvas = call.state.canvases.get(call.text("canvas_id"))
    if canvas is None:
        raise ApiError("canvas_not_found")
    return canvas


def _new(call: MethodCall, channel: str) -> Canvas:
    content = call.data("document_content")
    said = _markdown(call, content, "/document_content") if content else ""
    canvas = Canvas(call.state.new_id("F"), call.text("title") or "Untitled", channel, _sections(call, said))
    call.state.canvases[canvas.id] = canvas
    _touched(call.state, canvas, call.state.bot_user)
    return canvas


def _touched(state: State, canvas: Canvas, by: str) -> None:
    canvas.updated, canvas.last_editor = max(int(state.now()), canvas.updated + 1), by


def written(state: State, canvas_id: str, by: str, markdown: str) -> None:
    """Somebody writes in a canvas, below what is there."""
    canvas = state.canvases[canvas_id]
    canvas.sections.append((f"temp:C:{state.new_id('')}", markdown))
    _touched(state, canvas, by)
    state.changes.touch()


def _markdown(call: MethodCall, content: Any, path: str) -> str:
    if not isinstance(content, dict) or content.get("type") != "markdown" or not isinstance(content.get("markdown"), str):
        raise refused(f"must provide an object of type markdown [json-pointer:{path}]")
    if len(content["markdown"].encode()) > MOST_BYTES:
        raise ApiError("canvas_too_large" if "canvas_id" in call.args else "canvas_creation_failed")
    return str(content["markdown"])


def _sections(call: MethodCall, markdown: str) -> list[Section]:
    """Each heading and each paragraph is a section of its own."""
    parts = re.split(r"\n\s*\n|(?<=\n)(?=#{1,6} )|(?<=^)(?=#{1,6} )", markdown)
    lines = [line for part in parts for line in _heading_apart(part)]
    return [(f"temp:C:{call.state.new_id('')}", line) for line in lines]


def _heading_apart(part: str) -> list[str]:
    first, _, rest = part.strip("\n").partition("\n")
    if HEADING.match(first) and rest.strip():
        return [first, rest]
    return [part.strip("\n")] if part.strip() else []


def _is(text: str, kinds: list[str]) -> bool:
    heading = HEADING.match(text)
    return not kinds or (heading is not None and bool({f"h{len(heading[1])}", "any_header"} & set(kinds)))


def _around(sections: list[Section], name: str, made: Callable[[Section], list[Section]]) -> list[Section]:
    return [new for section in sections for new in (made(section) if section[0] == name else [section])]


OPERATIONS: dict[str, Callable[[list[Section], str, list[Section]], list[Section]]] = {
    "insert_at_start": lambda old, _, new: [*new, *old],
    "insert_at_end": lambda old, _, new: [*old, *new],
    "insert_before": lambda old, name, new: _around(old, name, lambda s: [*new, s]),
    "insert_after": lambda old, name, new: _around(old, name, lambda s: [s, *new]),
    "replace": lambda old, name, new: _around(old, name, lambda _: new) if name else new,
    "delete": lambda old, name, _: _around(old, name, lambda _: []),
}
