"""What a reviewer approved, as one short text that changes whenever the report does."""

from __future__ import annotations

from hashlib import sha256

from bot.domain.report import Report


def fingerprint(report: Report) -> str:
    """Changes whenever what a reviewer reads changes: not when an action item is done, and not with who was asked."""
    sections = [
        (
            s.id,
            s.edition.text if s.edition else "",
            [(q.ask, [(a.by, a.text) for a in q.said], q.unattributed) for q in s.questions],
        )
        for s in report.sections
    ]
    lines = [(e.entry.at.isoformat(), e.entry.kind, e.entry.text, [v.text for v in e.entry.versions]) for e in report.lines]
    items = [(i.number, i.text, i.owner, str(i.due), i.kind) for i in report.items]
    marks = [(m.name, m.at.isoformat() if m.at else "") for m in report.milestones]
    p = report.postmortem
    whole = (p.title, p.severity, p.services, marks, sections, lines, items, *sorted(report.factors))
    return sha256(repr(whole).encode()).hexdigest()[:32]
