"""Small right things to make wrong ones from."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "Go") -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str = "*Hello*") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": marked(text), **more}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(), **more}


def actions(*elements: Any) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "One", **more: Any) -> Json:
    return {"text": plain(text), "value": "1", **more}


def menu(*options: Any, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", **({"options": list(options)} if options else {}), **more}


def question(**more: Any) -> Json:
    return {"type": "input", "block_id": "q", "label": plain("Why?"), "element": {"type": "plain_text_input"}, **more}


def modal(*blocks: Any, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Ask"), "submit": plain(), "blocks": list(blocks), **more}
