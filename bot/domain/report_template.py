"""What a report shows, in which order and to whom: everybody inside, customers, managers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.lines import Entry
from bot.domain.message import PERSON_TOKEN
from bot.domain.plain_text import shorten
from bot.domain.report import Differing, QuestionPart, Report, Said, SectionPart

# What stands in a report besides the sections of the interview, which are named `section.ID`.
PARTS = ("milestones", "picture", "figures", "lines", "factors", "safeguards", "fixes", "items", "heard", "sections")
SECTION = "section."
# A name of a machine or a service, as people write it: in backticks, or words and figures held together.
CODE_NAME = re.compile(
    r"`[^`\n]+`|\b[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*[-_][a-z0-9]*\d[a-z0-9]*\b|\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b"
)


class Answers(StrEnum):
    """Whose words stand in a section: everybody's, or only the text that an editor wrote for it."""

    ALL = "all"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """One kind of report. `parts` in their order (see PARTS). `people` and `systems`: whether they are named; `released`
    are systems that may be named all the same. `gaps`: whether what is not answered yet is said. `brief`: so many
    characters of each section, of one answer to its first question; 0 is everything."""

    id: str
    title: str
    parts: tuple[str, ...]
    language: str = "en"
    answers: Answers = Answers.ALL
    people: bool = True
    systems: bool = True
    gaps: bool = True
    brief: int = 0
    released: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What stands in place of what is not named."""

    somebody: str
    a_system: str


def shown(report: Report, template: ReportTemplate, unnamed: Unnamed) -> Report:
    """The report with nothing in it that this kind does not show, so that no form has to know about it."""
    report = replace(report, sections=tuple(_section(s, template) for s in report.sections))
    if template.answers is Answers.EDITED:
        report = replace(report, differing=(), factors=(), safeguards=(), fixes=(), lines=(), facts=())
    if not template.gaps:
        report = replace(report, sections=tuple(replace(s, open_questions=()) for s in report.sections if _has_text(s)))
    if not template.people:
        report = _worded(report, lambda text: PERSON_TOKEN.sub(unnamed.somebody, text))
        report = _nameless(report)
    if not template.systems:
        inner = _inner(report, template.released)
        report = _worded(report, lambda text: inner.sub(unnamed.a_system, text))
        report = replace(report, postmortem=replace(report.postmortem, services=_released(report, template)))
    return report


def _nameless(report: Report) -> Report:
    """The report without anybody in it, and without the addresses of messages, which lead to who wrote them."""
    hidden = replace(report.postmortem, lead="", created_by="", facilitator="", channel="")
    return replace(
        report,
        postmortem=hidden,
        milestones=tuple(replace(m, link="") for m in report.milestones),
        sections=tuple(replace(s, questions=tuple(map(_nameless_question, s.questions))) for s in report.sections),
        lines=tuple(replace(line, entry=replace(line.entry, author=""), links=()) for line in report.lines),
        facts=tuple(replace(f, link="") for f in report.facts),
        items=tuple(replace(i, owner=None) for i in report.items),
        safeguards=tuple(replace(s, by="") for s in report.safeguards),
        fixes=tuple(replace(f, by="") for f in report.fixes),
        differing=tuple(replace(d, first=_unsigned(d.first), second=_unsigned(d.second)) for d in report.differing),
        names={},
        people={},
        heard=(),
        not_heard=(),
        reviews=(),
        remarks=(),
    )


def _nameless_question(part: QuestionPart) -> QuestionPart:
    return QuestionPart(part.ask, tuple(map(_unsigned, part.said)), unattributed=part.unattributed)


def _unsigned(said: Said) -> Said:
    return replace(said, by="", link="")


def _has_text(part: SectionPart) -> bool:
    return part.edition is not None or any(q.said or q.unattributed for q in part.questions)


def _section(part: SectionPart, template: ReportTemplate) -> SectionPart:
    if template.answers is Answers.EDITED:
        part = replace(part, questions=())
    if not template.brief:
        return part
    if part.edition is not None:
        return replace(part, edition=replace(part.edition, text=shorten(part.edition.text, template.brief)), questions=())
    asked = [q for q in part.questions if q.said][:1]
    first = tuple(replace(q, said=tuple(_short(s, template.brief) for s in q.said[:1]), unattributed=()) for q in asked)
    return replace(part, questions=first, open_questions=())


def _short(said: Said, brief: int) -> Said:
    return replace(said, text=shorten(said.text, brief))


def _released(report: Report, template: ReportTemplate) -> tuple[str, ...]:
    return tuple(s for s in report.postmortem.services if s in template.released)


def _inner(report: Report, released: frozenset[str]) -> re.Pattern[str]:
    """The names of what is not released: the services of the postmortem, and what is written as code names are."""
    hidden = [s for s in report.postmortem.services if s not in released]
    allowed = "".join(rf"(?!`?{re.escape(name)}\b)" for name in sorted(released))
    services = "|".join(rf"(?<!\w){re.escape(s)}(?!\w)" for s in sorted(hidden, key=len, reverse=True))
    return re.compile(f"{allowed}(?:{services + '|' if services else ''}{CODE_NAME.pattern})", re.IGNORECASE)


def _worded(report: Report, change: Callable[[str], str]) -> Report:
    """The report with every text that people wrote changed in the same way."""
    return replace(
        report,
        postmortem=replace(report.postmortem, title=change(report.postmortem.title)),
        sections=tuple(_worded_section(s, change) for s in report.sections),
        lines=tuple(replace(line, entry=_worded_entry(line.entry, change)) for line in report.lines),
        facts=tuple(replace(f, fact=replace(f.fact, text=change(f.fact.text))) for f in report.facts),
        items=tuple(replace(i, text=change(i.text), evidence=change(i.evidence)) for i in report.items),
        safeguards=tuple(
            replace(s, what=change(s.what), expected=change(s.expected), did=change(s.did)) for s in report.safeguards
        ),
        fixes=tuple(replace(f, text=change(f.text)) for f in report.fixes),
        differing=tuple(_worded_pair(d, change) for d in report.differing),
    )


def _worded_entry(entry: Entry, change: Callable[[str], str]) -> Entry:
    notes, versions = (tuple(replace(r, text=change(r.text)) for r in told) for told in (entry.notes, entry.versions))
    return replace(entry, text=change(entry.text), notes=notes, versions=versions)


def _worded_section(part: SectionPart, change: Callable[[str], str]) -> SectionPart:
    edition = replace(part.edition, text=change(part.edition.text)) if part.edition else None
    return replace(part, edition=edition, questions=tuple(_worded_question(q, change) for q in part.questions))


def _worded_question(part: QuestionPart, change: Callable[[str], str]) -> QuestionPart:
    said = tuple(replace(s, text=change(s.text)) for s in part.said)
    return replace(part, said=said, unattributed=tuple(map(change, part.unattributed)))


def _worded_pair(pair: Differing, change: Callable[[str], str]) -> Differing:
    first, second = (replace(s, text=change(s.text)) for s in (pair.first, pair.second))
    return replace(pair, first=first, second=second)
