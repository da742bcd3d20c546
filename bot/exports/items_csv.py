"""Action items as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.domain.action_item import overdue
from bot.domain.item_list import Listed
from bot.domain.plain_text import calm
from bot.exports.csv_table import csv_table
from bot.exports.timeline_json import iso

COLUMNS = (
    "number", "postmortem", "title", "services", "text", "owner", "due", "overdue", "kind", "priority", "state", "created_at",
    "closed_at", "evidence", "blocked_by", "why_dropped", "worked_at", "issue",
)  # fmt: skip


def items_csv(found: Iterable[Listed], names: Mapping[str, str], today: date) -> str:
    """One row an item, with a header."""
    return csv_table(COLUMNS, (_row(one, names, today) for one in found))


def _row(one: Listed, names: Mapping[str, str], today: date) -> list[str]:
    i = one.item
    return [
        str(i.number), str(one.number), calm(one.title), " ".join(one.services), calm(i.text, names),
        names.get(i.owner or "", i.owner or ""), i.due.isoformat() if i.due else "", "yes" if overdue(i, today) else "",
        i.kind.value, i.priority.value, i.state.value, iso(i.created_at), iso(i.closed_at) if i.closed_at else "",
        calm(i.evidence, names), calm(i.blocked_by, names), calm(i.reason, names), iso(i.worked_at) if i.worked_at else "",
        i.issue_url or i.issue,
    ]  # fmt: skip
