"""The few blocks that all messages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.domain.plain_text import shorten

Block = dict[str, Any]
SECTION_LIMIT, HEADER_LIMIT, BUTTON_LIMIT = 3000, 150, 75


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": shorten(text, SECTION_LIMIT)}}
    return {**block, "accessory": accessory} if accessory else block


def sections(text: str) -> list[Block]:
    """As many paragraphs as a long text needs, cut at lines, else between words where it can be: nothing of it is lost."""
    parts, rest = [], text
    while len(rest) > SECTION_LIMIT:
        cuts = (rest.rfind(mark, 1, SECTION_LIMIT) for mark in "\n ")
        cut = next((c for c in cuts if c > 0), SECTION_LIMIT)
        parts.append(section(rest[:cut]))
        rest = rest[cut:].lstrip("\n")
    return [*parts, section(rest)] if rest else parts


def header(text: str) -> Block:
    """A headline in plain text."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def context(*texts: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shorten(t, 2000)} for t in texts[:10]]}


def plain(text: str, limit: int = BUTTON_LIMIT) -> Block:
    """A text without markup."""
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": False}


def button(text: str, action_id: str, value: str = "", style: str = "") -> Block:
    """A button."""
    block: Block = {"type": "button", "text": plain(text), "action_id": action_id}
    return {**block, **({"value": value} if value else {}), **({"style": style} if style else {})}


def actions(elements: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def option(text: str, value: str) -> Block:
    """One choice of a menu."""
    return {"text": plain(text), "value": value}


def select(action_id: str, choices: Iterable[Block], initial: Block | None = None) -> Block:
    """A menu."""
    block: Block = {"type": "static_select", "action_id": action_id, "options": list(choices)}
    return {**block, "initial_option": initial} if initial else block


def overflow(action_id: str, choices: Iterable[Block]) -> Block:
    """Three dots behind which rarer choices stand."""
    return {"type": "overflow", "action_id": action_id, "options": list(choices)}


def moment_input(at: datetime | None) -> Block:
    """A day and a time; Slack takes whole seconds, and people think in minutes."""
    block: Block = {"type": "datetimepicker", "action_id": "v"}
    return {**block, "initial_date_time": int(at.timestamp())} if at else block


def field(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """One line of a form."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element, "optional": optional}
    return {**block, "hint": plain(hint, 2000)} if hint else block


def text_input(action_id: str, initial: str = "", *, lines: bool = False, most: int = 3000) -> Block:
    """A field to type in."""
    block: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": lines, "max_length": most}
    return {**block, "initial_value": initial[:most]} if initial else block


def window(callback_id: str, title: str, close: str, blocks: Sequence[Block], metadata: str = "") -> Block:
    """A window to look at and press in: nothing is sent when it closes."""
    texts = {"title": plain(title, 24), "close": plain(close, 24)}
    return {"type": "modal", "callback_id": callback_id, **texts, "blocks": list(blocks), "private_metadata": metadata}


def modal(callback_id: str, title: str, submit: str, close: str, blocks: Sequence[Block], metadata: str = "") -> Block:
    """A form in a window."""
    texts = {"title": plain(title, 24), "submit": plain(submit, 24), "close": plain(close, 24)}
    return {"type": "modal", "callback_id": callback_id, **texts, "blocks": list(blocks), "private_metadata": metadata}
