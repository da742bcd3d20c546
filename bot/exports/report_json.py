"""The report tree as JSON: the documented, stable shape of `postmortem-bot report --json` and `export`.

`{"postmortem", "milestones", "duration_seconds", "sections", "timeline", "impact_facts", "action_items", "heard",
"not_heard", "not_covered", "factors", "safeguards", "fixes", "differing", "names"}`; times are ISO 8601 in UTC with a Z, days ISO
dates, people keys which `names` resolves: their ids where the report shows names (or they agreed), else their roles.
"""

from __future__ import annotations

from typing import Any

from bot.domain.action_item import ActionItem
from bot.domain.message import PERSON_TOKEN
from bot.domain.report import Report, Said, SectionPart
from bot.exports.timeline_json import iso


def report_json(report: Report) -> dict[str, Any]:
    """The whole report as plain data."""
    key = _Keys(report)
    return {
        "postmortem": _postmortem(report),
        "milestones": {
            f"{m.name.value}_at": {"at": iso(m.at), "how": m.how, "link": m.link} if m.at else None for m in report.milestones
        },
        "duration_seconds": int(report.duration.total_seconds()) if report.duration is not None else None,
        "sections": [_section(s, key) for s in report.sections],
        "timeline": [
            {
                "at": iso(line.entry.at),
                "ts": list(line.entry.ts),
                "kind": line.entry.kind.value,
                "text": key.text(line.entry.text),
                "author": key(line.entry.author),
                "links": list(line.links),
            }
            for line in report.lines
        ],
        "impact_facts": [
            {"kind": f.fact.kind, "text": key.text(f.fact.text), "ts": f.fact.ts, "link": f.link} for f in report.facts
        ],
        "action_items": [_item(i) for i in report.items],
        "heard": [key(p) for p in report.heard],
        "not_heard": [key(p) for p in report.not_heard],
        "not_covered": {"teams": list(report.missing.teams), "sides": [s.value for s in report.missing.perspectives]},
        "factors": list(report.factors),
        "safeguards": [
            {"what": key.text(s.what), "expected": key.text(s.expected), "did": key.text(s.did), "by": key(s.by)}
            for s in report.safeguards
        ],
        "fixes": [
            {
                "text": key.text(f.text),
                "temporary": f.temporary,
                "until": f.until.isoformat() if f.until else None,
                "by": key(f.by),
            }
            for f in report.fixes
        ],
        "differing": [
            {"section": d.section, "why": d.why, "answers": [_said(d.first, key), _said(d.second, key)]} for d in report.differing
        ],
        "names": key.names(),
    }


class _Keys:
    """What stands for each person: an id would tell who it was to everybody in the workspace."""

    def __init__(self, report: Report) -> None:
        self._report = report
        p = report.postmortem
        responsible = {p.lead, *(i.owner for i in report.items if i.owner)}
        self._shown = {person for person, label in report.names.items() if label == report.people.get(person)} | responsible

    def __call__(self, person: str) -> str:
        """The key of a person; who does not appear in the report under a role keeps what they were called."""
        label = self._report.names.get(person)
        return person if label is None or person in self._shown else label

    def text(self, text: str) -> str:
        """A text with the keys of the people whom it mentions."""
        return PERSON_TOKEN.sub(lambda m: f"<@{self(m[1])}>", text)

    def names(self) -> dict[str, str]:
        """What each key stands for."""
        report = self._report
        return {
            self(p): report.people[p] if p in self._shown and p in report.people else label for p, label in report.names.items()
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


def _said(said: Said, key: _Keys) -> dict[str, Any]:
    return {
        "by": key(said.by),
        "text": key.text(said.text),
        "link": said.link,
        "probe": said.probe,
        "confirms": said.confirms,
    }


def _section(part: SectionPart, key: _Keys) -> dict[str, Any]:
    questions = [
        {
            "question": q.ask,
            "answers": [_said(s, key) for s in q.said],
            "skipped_by": [key(p) for p in q.skipped_by],
            "unknown_to": [key(p) for p in q.unknown_to],
            "without_a_name": list(q.unattributed),
        }
        for q in part.questions
    ]
    edited = part.edition and {
        "text": key.text(part.edition.text),
        "version": part.edition.version,
        "by": key(part.edition.by),
        "at": iso(part.edition.at),
    }
    return {
        "id": part.id,
        "title": part.title,
        "edited": edited,
        "questions": questions,
        "open_questions": list(part.open_questions),
    }


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
