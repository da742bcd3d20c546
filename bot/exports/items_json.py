"""Action items as JSON: the documented, stable shape of `postmortem-bot actions --json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.domain.item_list import Listed, standing
from bot.exports.timeline_json import iso


def items_json(found: Iterable[Listed], names: Mapping[str, str], today: date) -> dict[str, Any]:
    """`{"action_items", "names"}`; times are ISO 8601 in UTC with a Z, days ISO dates, people Slack ids."""
    return {"action_items": [_item(one, today) for one in found], "names": dict(names)}


def _item(one: Listed, today: date) -> dict[str, Any]:
    i = one.item
    return {
        "number": i.number,
        "postmortem": {"number": one.number, "title": one.title, "services": list(one.services)},
        "text": i.text,
        "owner": i.owner,
        "due": i.due.isoformat() if i.due else None,
        "kind": i.kind.value,
        "priority": i.priority.value,
        "state": i.state.value,
        "standing": standing(i, today).value,
        "created_by": i.created_by,
        "created_at": iso(i.created_at),
        "closed_at": iso(i.closed_at) if i.closed_at else None,
        "worked_at": iso(i.worked_at) if i.worked_at else None,
        "evidence": i.evidence,
        "blocked_by": i.blocked_by,
        "why_dropped": i.reason,
        "issue": {"name": i.issue, "url": i.issue_url} if i.issue else None,
    }
