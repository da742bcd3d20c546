"""The report tree as JSON: the documented, stable shape of `postmortem-bot report --json` and `export`.

`{"postmortem", "milestones", "duration_seconds", "sections", "timeline", "impact_facts", "action_items", "heard",
"not_heard", "names"}`; times are ISO 8601 in UTC with a Z, days ISO dates, people ids which `names` resolves.
"""

from __future__ import annotations

from typing import Any

from bot.domain.action_item import ActionItem
from bot.domain.report import Report, SectionPart
from bot.exports.timeline_json import iso


def report_json(report: Report) -> dict[str, Any]:
    """The whole report as plain data."""
    return {
        "postmortem": _postmortem(report),
        "milestones": {
            f"{m.name.value}_at": {"at": iso(m.at), "how": m.how, "link": m.link} if m.at else None for m in report.milestones
        },
        "duration_seconds": int(report.duration.total_seconds()) if report.duration is not None else None,
        "sections": [_section(s) for s in report.sections],
        "timeline": [
            {
                "at": iso(line.entry.at),
                "ts": list(line.entry.ts),
                "kind": line.entry.kind.value,
                "text": line.entry.text,
                "author": line.entry.author,
                "links": list(line.links),
            }
            for line in report.lines
        ],
        "impact_facts": [{"kind": f.fact.kind, "text": f.fact.text, "ts": f.fact.ts, "link": f.link} for f in report.facts],
        "action_items": [_item(i) for i in report.items],
        "heard": list(report.heard),
        "not_heard": list(report.not_heard),
        "names": dict(report.names),
    }


def _postmortem(report: Report) -> dict[str, Any]:
    p = report.postmortem
    return {
        "number": p.number,
        "title": p.title,
        "channel": p.channel,
        "status": p.status.value,
        "severity": p.severity.value,
        "services": list(p.services),
        "lead": p.lead,
        "private": p.private,
        "created_at": iso(p.created_at),
        "began_at": iso(p.began_at) if p.began_at else None,
        "closed_at": iso(p.closed_at) if p.closed_at else None,
    }


def _section(part: SectionPart) -> dict[str, Any]:
    questions = [
        {
            "question": q.ask,
            "answers": [{"by": s.by, "text": s.text, "link": s.link, "probe": s.probe} for s in q.said],
            "skipped_by": list(q.skipped_by),
            "unknown_to": list(q.unknown_to),
        }
        for q in part.questions
    ]
    return {"id": part.id, "title": part.title, "questions": questions, "open_questions": list(part.open_questions)}


def _item(item: ActionItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "text": item.text,
        "owner": item.owner,
        "due": item.due.isoformat() if item.due else None,
        "kind": item.kind.value,
        "priority": item.priority.value,
        "state": item.state.value,
        "evidence": item.evidence,
    }
