"""A choice in the timeline as a row of JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from bot.domain import curation
from bot.domain.curation import Change

KINDS: Mapping[str, type[Change]] = {
    "hide": curation.Hide,
    "show": curation.Show,
    "edit_text": curation.EditText,
    "edit_time": curation.EditTime,
    "edit_kind": curation.EditKind,
    "add": curation.Add,
    "cut": curation.Cut,
    "merge": curation.Merge,
    "split": curation.Split,
    "note": curation.Note,
    "dispute": curation.Dispute,
    "settle": curation.Settle,
    "belong": curation.Belong,
    "set_milestone": curation.SetMilestone,
    "sign_off": curation.SignOff,
    "set_window": curation.SetWindow,
    "feed": curation.Feed,
    "undo": curation.Undo,
}
NAMES = {kind: name for name, kind in KINDS.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[name])


def change_to_row(change: Change) -> dict[str, Any]:
    """The choice as JSON."""
    name = NAMES[type(change)]
    return {"change": name, **_adapter(name).dump_python(change, mode="json")}


def change_from_row(row: Mapping[str, Any]) -> Change:
    """The choice that a row holds."""
    values = {k: v for k, v in row.items() if k != "change"}
    return cast("Change", _adapter(row["change"]).validate_python(values))
