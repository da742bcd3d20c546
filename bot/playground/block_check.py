"""Rejects what Slack rejects: wrong blocks and lengths. Figures: Slack's Block Kit reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

MESSAGE_BLOCKS, VIEW_BLOCKS, ALL_TEXT = 50, 100, 13200
TEXT_LIMITS = {"section": 3000, "header": 150, "button": 75, "markdown": 12000}
LIST_LIMITS = {("section", "fields"): 10, ("actions", "elements"): 25, ("context", "elements"): 10}
LONGEST = {"action_id": 255, "block_id": 255, "value": 2000, "url": 3000, "alt_text": 2000}


def wrong_blocks(blocks: Any, most: int = MESSAGE_BLOCKS) -> str | None:
    """What Slack would say of these blocks, with the path of the first fault; None where they are right."""
    if not isinstance(blocks, list):
        return "must be an array [json-pointer:/blocks]"
    if len(blocks) > most:
        return f"no more than {most} items allowed [json-pointer:/blocks]"
    for number, block in enumerate(blocks):
        fault = _wrong_block(block, f"/blocks/{number}")
        if fault:
            return fault
    return _twice(blocks)


def text_length(blocks: Any) -> int:
    """All characters of all texts in the blocks."""
    return sum(len(str(node["text"])) for _, node in _nodes(blocks, "") if isinstance(node.get("text"), str))


def _wrong_block(block: Any, path: str) -> str | None:
    if not isinstance(block, dict):
        return f"must be an object [json-pointer:{path}]"
    try:
        parsed = Block.parse(block)
        if parsed is None:
            return f"unsupported type: {block.get('type')} [json-pointer:{path}/type]"
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, KeyError) as error:
        return f"{error} [json-pointer:{path}]"
    for where, node in _nodes(block, path):
        fault = _wrong_node(node, where, str(block.get("type")))
        if fault:
            return fault
    return None


def _wrong_node(node: dict[str, Any], path: str, block_type: str) -> str | None:
    kind = str(node.get("type") or "")
    for name, most in LONGEST.items():
        if isinstance(node.get(name), str) and len(node[name]) > most:
            return f"must be less than {most + 1} characters [json-pointer:{path}/{name}]"
    for (owner, name), most in LIST_LIMITS.items():
        if kind == owner and len(node.get(name) or ()) > most:
            return f"no more than {most} items allowed [json-pointer:{path}/{name}]"
    if kind in {"mrkdwn", "plain_text"}:
        most = 2000 if "/fields/" in path else TEXT_LIMITS.get(block_type, 3000)
        most = 75 if "/elements/" in path and block_type == "actions" else most
        text = node.get("text")
        if not isinstance(text, str) or not text:
            return f"must be more than 0 characters [json-pointer:{path}/text]"
        if len(text) > most:
            return f"must be less than {most + 1} characters [json-pointer:{path}/text]"
    if len(node.get("options") or ()) > 100:
        return f"no more than 100 items allowed [json-pointer:{path}/options]"
    return None


def _nodes(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
        for name, child in node.items():
            yield from _nodes(child, f"{path}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _nodes(child, f"{path}/{number}")


def _twice(blocks: list[dict[str, Any]]) -> str | None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name in seen:
            return f"`block_id` already exists [json-pointer:/blocks/{number}/block_id]"
        if name:
            seen.add(name)
    return None


def wrong_view(view: Any) -> str | None:
    """What Slack would say of a modal or home view; None where it is right."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return "must provide a view of type modal or home [json-pointer:/view/type]"
    for name in ("title", "submit", "close"):
        text = (view.get(name) or {}).get("text", "")
        if len(text) > 24:
            return f"must be less than 25 characters [json-pointer:/view/{name}/text]"
    if view["type"] == "modal" and not (view.get("title") or {}).get("text"):
        return "missing required field: title [json-pointer:/view]"
    if len(view.get("private_metadata") or "") > 3000:
        return "must be less than 3001 characters [json-pointer:/view/private_metadata]"
    has_input = any(b.get("type") == "input" for b in view.get("blocks") or () if isinstance(b, dict))
    if view["type"] == "modal" and has_input and not view.get("submit"):
        return "missing required field: submit [json-pointer:/view]"
    return wrong_blocks(view.get("blocks"), VIEW_BLOCKS)
