"""Rejects what Slack rejects: wrong blocks and views, each fault with its place as a JSON pointer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from bot.playground.block_limits import ONLY_MESSAGES, characters, limit_faults, repeated
from bot.playground.block_schema import structure_faults

MESSAGE_BLOCKS, VIEW_BLOCKS, ALL_TEXT, MARKDOWN_TEXT, VIEW_BYTES = 50, 100, 13_200, 12_000, 250_000


def block_faults(blocks: Any, most: int = MESSAGE_BLOCKS, path: str = "/blocks") -> list[str]:
    """What Slack would say of these blocks; nothing where they are right."""
    if not isinstance(blocks, list):
        return [f"must provide an array [json-pointer:{path}]"]
    if len(blocks) > most:
        return [f"no more than {most} items allowed [json-pointer:{path}]"]
    faults = [fault for number, block in enumerate(blocks) for fault in _of_block(block, f"{path}/{number}")]
    return faults or repeated(blocks, path) or _together(blocks, path)


def view_faults(view: Any) -> list[str]:
    """What Slack would say of a modal or home page; nothing where it is right."""
    if not isinstance(view, dict):
        return ["must provide an object [json-pointer:/view]"]
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        return ["must be a valid enum value [json-pointer:/view/type]"]
    around = {**view, "blocks": []} if isinstance(view.get("blocks"), list) else view
    faults = structure_faults(around, "ModalView" if kind == "modal" else "HomeView", "/view")
    if faults:
        return faults
    faults = limit_faults(around, "/view") + block_faults(view["blocks"], VIEW_BLOCKS, "/view/blocks")
    return faults or _of_surface(view)


def view_is_too_large(view: Any) -> bool:
    """Whether a view is over the 250 kB that Slack takes."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def too_much_text(blocks: Any) -> bool:
    """Whether the blocks of one message say more than Slack takes (`msg_blocks_too_long`)."""
    return characters(blocks) > ALL_TEXT


def _of_block(block: Any, path: str) -> Sequence[str]:
    return _of_text(json.dumps(block), path)


@lru_cache(maxsize=4096)
def _of_text(text: str, path: str) -> Sequence[str]:
    """The faults of a block in JSON. A message is edited in place again and again, mostly with the blocks it had."""
    block = json.loads(text)
    return tuple(structure_faults(block, "KnownBlock", path) or limit_faults(block, path) or _second_opinion(block, path))


def _second_opinion(block: Any, path: str) -> list[str]:
    """What Slack's own Python package finds and our figures do not hold."""
    try:
        parsed = Block.parse(block)
        if parsed is not None:
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, KeyError) as error:
        return [f"{error} [json-pointer:{path}]"]
    return []


def _together(blocks: list[dict[str, Any]], path: str) -> list[str]:
    said = sum(len(b["text"]) for b in blocks if b["type"] == "markdown")
    if said > MARKDOWN_TEXT:
        return [f"must be less than {MARKDOWN_TEXT + 1} characters in all markdown blocks [json-pointer:{path}]"]
    tables = [number for number, b in enumerate(blocks) if b["type"] == "table"]
    return [f"only_one_table_allowed [json-pointer:{path}/{tables[1]}]"] if len(tables) > 1 else []


def _of_surface(view: dict[str, Any]) -> list[str]:
    """Rules of modals and home pages that reach over their blocks."""
    kinds = [str(b["type"]) for b in view["blocks"]]
    wrong = [n for n, kind in enumerate(kinds) if kind in ONLY_MESSAGES]
    if wrong:
        return [f"unsupported type: {kinds[wrong[0]]} [json-pointer:/view/blocks/{wrong[0]}/type]"]
    if view["type"] == "modal" and "input" in kinds and not view.get("submit"):
        return ["must define `submit` to use an `input` block in modals [json-pointer:/view/submit]"]
    return []
