"""A choice in the timeline as a row of JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.classify import EntryKind
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import Add, Change, EditText, EditTime, Hide, SetMilestone, Show

KINDS: Mapping[str, type[Change]] = {
    "hide": Hide,
    "show": Show,
    "edit_text": EditText,
    "edit_time": EditTime,
    "add": Add,
    "set_milestone": SetMilestone,
}
NAMES = {kind: name for name, kind in KINDS.items()}


def change_to_row(change: Change) -> dict[str, Any]:
    """The choice as JSON."""
    values = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(change).items()}
    return {"change": NAMES[type(change)], **values}


def change_from_row(row: Mapping[str, Any]) -> Change:
    """The choice that a row holds."""
    values = {k: v for k, v in row.items() if k != "change"}
    if values.get("at"):
        values["at"] = datetime.fromisoformat(values["at"])
    if row["change"] == "add":
        values["kind"] = EntryKind(values["kind"])
    if row["change"] == "set_milestone":
        values["name"] = MilestoneName(values["name"])
    return KINDS[row["change"]](**values)
