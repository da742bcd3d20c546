"""How long and how many: the figures of Slack's Block Kit reference, and rules that no schema holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
# (whose, what): the most characters. Whose: the `type`, or where it stands, of things without one. "*": anybody's.
LENGTHS: dict[tuple[str, str], int] = {
    ("*", "action_id"): 255,
    ("*", "block_id"): 255,
    ("*", "placeholder"): 150,
    ("*", "alt_text"): 2000,
    ("*", "image_url"): 3000,
    ("*", "accessibility_label"): 75,
    ("section", "text"): 3000,
    ("section", "fields"): 2000,
    ("header", "text"): 150,
    ("context", "elements"): 3000,
    ("markdown", "text"): 12_000,
    ("image", "title"): 2000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("video", "title"): 200,
    ("video", "description"): 200,
    ("video", "author_name"): 50,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("button", "url"): 3000,
    ("options", "text"): 75,
    ("options", "description"): 75,
    ("options", "value"): 150,
    ("options", "url"): 3000,
    ("option_groups", "label"): 75,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("*", "private_metadata"): 3000,
    ("*", "callback_id"): 255,
    ("*", "external_id"): 255,
}
# (whose, what): (least, most).
COUNTS: dict[tuple[str, str], tuple[int, int]] = {
    ("section", "fields"): (1, 10),
    ("actions", "elements"): (1, 25),
    ("context", "elements"): (1, 10),
    ("context_actions", "elements"): (1, 5),
    ("table", "rows"): (1, 100),
    ("table", "column_settings"): (0, 20),
    ("overflow", "options"): (1, 5),
    ("checkboxes", "options"): (1, 10),
    ("radio_buttons", "options"): (1, 10),
    ("*", "options"): (1, 100),
    ("*", "option_groups"): (1, 100),
}
ONLY_MESSAGES = {"markdown", "table", "data_table", "context_actions", "plan", "task_card"}
NO_TYPE = {"initial_option": "options", "initial_options": "options", "options": "options", "confirm": "confirm",
           "option_groups": "option_groups"}  # fmt: skip
SHAPES = {
    "initial_date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "must be a valid date"),
    "initial_time": (re.compile(r"([01]\d|2[0-3]):[0-5]\d"), "must be a valid time"),
    "image_url": (re.compile(r"https?://\S+"), "must be a valid URL"),
    "url": (re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE), "must be a valid URL"),
}
SPOKEN = {"plain_text", "mrkdwn"}


def limit_faults(thing: Any, path: str) -> list[str]:
    """What Slack would say of lengths and numbers in a block or view that is right in structure."""
    return [f"{fault} [json-pointer:{where}]" for fault, where in _walk(thing, path, "")]


def _walk(node: Any, path: str, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for number, child in enumerate(node):
            yield from _walk(child, f"{path}/{number}", place)
    if not isinstance(node, dict):
        return
    owner = str(node.get("type") or NO_TYPE.get(place, place))
    for name, value in node.items():
        yield from _of(owner, name, value, f"{path}/{name}")
        yield from _walk(value, f"{path}/{name}", name)
    yield from _rules(node, owner, path)


def _of(owner: str, name: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        least, most = COUNTS.get((owner, name)) or COUNTS.get(("*", name), (0, 100_000))
        if len(value) < least:
            yield f"no less than {least} item{'' if least == 1 else 's'} allowed", path
        elif len(value) > most:
            yield f"no more than {most} items allowed", path
    most = LENGTHS.get((owner, name)) or LENGTHS.get(("*", name), 0)
    for text, where in _texts(value, path):
        if most and len(text) > most:
            yield f"must be less than {most + 1} characters", where
    if isinstance(value, str) and name in SHAPES and not SHAPES[name][0].fullmatch(value):
        yield SHAPES[name][1], path
    if isinstance(value, str) and not value and name in {"text", "action_id", "value", "alt_text"}:
        yield "must be more than 0 characters", path


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The texts that a length is about: one, a text object's, or those of a list of them."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict) and value.get("type") in SPOKEN:
        yield value["text"], f"{path}/text"
    elif isinstance(value, list):
        for number, child in enumerate(value):
            if isinstance(child, dict) and child.get("type") in SPOKEN:
                yield child["text"], f"{path}/{number}/text"


def _rules(node: Json, owner: str, path: str) -> Iterator[tuple[str, str]]:
    if owner == "section" and not node.get("text") and not node.get("fields"):
        yield "missing required field: text", path
    if owner == "table":
        yield from _table(node, path)
    if owner.endswith("static_select") and bool(node.get("options")) == bool(node.get("option_groups")):
        yield "must provide either options or option_groups", path
    if "max_selected_items" in node and node["max_selected_items"] < 1:
        yield "must be greater than 0", f"{path}/max_selected_items"
    if owner == "plain_text_input":
        yield from _input_lengths(node, path)


def _table(node: Json, path: str) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(node["rows"]):
        if len(row) > 20:
            yield "no more than 20 items allowed", f"{path}/rows/{number}"
    if sum(characters(cell) for row in node["rows"] for cell in row) > 10_000:
        yield "must be less than 10001 characters", f"{path}/rows"


def _input_lengths(node: Json, path: str) -> Iterator[tuple[str, str]]:
    for name, least in (("min_length", 0), ("max_length", 1)):
        if name in node and not least <= node[name] <= 3000:
            yield f"must be between {least} and 3000", f"{path}/{name}"
    if len(node.get("initial_value") or "") > node.get("max_length", 3000):
        yield f"must be less than {node.get('max_length', 3000) + 1} characters", f"{path}/initial_value"


def characters(node: Any) -> int:
    """All characters of all texts in blocks."""
    if isinstance(node, list):
        return sum(map(characters, node))
    if not isinstance(node, dict):
        return 0
    own = len(node["text"]) if isinstance(node.get("text"), str) else 0
    return own + sum(characters(child) for child in node.values())


def repeated(blocks: list[Json], path: str) -> list[str]:
    """Ids that are there twice: of blocks, and of elements in one block."""
    faults, seen = [], set()
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name and name in seen:
            faults.append(f"`block_id` already exists: {name} [json-pointer:{path}/{number}/block_id]")
        seen.add(name)
        mine = [e.get("action_id") for e in block.get("elements") or () if isinstance(e, dict) and e.get("action_id")]
        for action in dict.fromkeys(a for a in mine if mine.count(a) > 1):
            place = len(mine) - 1 - mine[::-1].index(action)
            faults.append(f"`action_id` already exists: {action} [json-pointer:{path}/{number}/elements/{place}/action_id]")
    return faults
