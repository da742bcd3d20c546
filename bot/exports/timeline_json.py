"""The timeline as JSON: the documented, stable shape of `postmortem-bot timeline --json`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.extract import ImpactFact, ProposedAction
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import Timeline
from bot.exports.why import why_words
from bot.prompts import Prompts


def timeline_json(
    timeline: Timeline, actions: Sequence[ProposedAction], facts: Sequence[ImpactFact], say: Prompts
) -> dict[str, Any]:
    """`{"milestones", "entries", "action_items", "impact_facts"}`; times are ISO 8601 in UTC with a Z, days ISO dates."""
    marks: dict[str, Any] = {}
    for name in MilestoneName:
        found = timeline.milestones.get(name)
        marks[f"{name.value}_at"] = {"at": iso(found.at), "ts": found.ts} if found else None
    entries = [
        {
            "at": iso(e.at),
            "ts": list(e.ts),
            "kind": e.kind.value,
            "text": e.text,
            "author": e.author,
            "why": ", ".join(why_words(e.why, say)),
        }
        for e in timeline.entries
    ]
    items = [{"text": a.text, "owner": a.owner, "due": a.due.isoformat() if a.due else None, "ts": a.ts} for a in actions]
    impact = [{"kind": f.kind, "text": f.text, "ts": f.ts} for f in facts]
    return {"milestones": marks, "entries": entries, "action_items": items, "impact_facts": impact}


def iso(at: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
