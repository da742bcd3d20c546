"""Everything known about a postmortem → one report tree; every form that people read renders this tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.action_item import ActionItem
from bot.domain.extract import ImpactFact
from bot.domain.interview import Answer, Section, Template
from bot.domain.lines import Entry
from bot.domain.message import Person
from bot.domain.milestones import MilestoneName
from bot.domain.postmortem import Postmortem
from bot.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Said:
    """One person's words in the report. `link` leads to the message, empty where there is none."""

    by: str
    text: str
    link: str
    probe: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question and everybody's answers to it, side by side."""

    ask: str
    said: tuple[Said, ...]
    skipped_by: tuple[str, ...] = ()
    unknown_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of the report; `open_questions` still wait for an answer with content."""

    id: str
    title: str
    questions: tuple[QuestionPart, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline with links to the messages it stands for."""

    entry: Entry
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone; `at` None where nobody stated it."""

    name: MilestoneName
    at: datetime | None
    how: str
    link: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the impact found in the channel, with the message that says it."""

    fact: ImpactFact
    link: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `names` maps every person id that occurs to a display name."""

    postmortem: Postmortem
    milestones: tuple[MilestoneLine, ...]
    duration: timedelta | None
    sections: tuple[SectionPart, ...]
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    items: tuple[ActionItem, ...]
    heard: tuple[str, ...]
    not_heard: tuple[str, ...]
    names: Mapping[str, str]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the address of a message; empty where the workspace's address is not known."""

    team_url: str

    def to(self, channel: str, ts: str) -> str:
        """The permanent address of a message, built as Slack builds it; empty for a line made by hand."""
        if not self.team_url or not ts.replace(".", "").isdigit():
            return ""
        return f"{self.team_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"


def build(
    postmortem: Postmortem,
    template: Template,
    timeline: Timeline,
    facts: Sequence[ImpactFact],
    answers: Sequence[Answer],
    items: Sequence[ActionItem],
    people: Mapping[str, Person],
    links: Links,
) -> Report:
    """Put the tree together. Nothing that was answered is lost: answers to questions which the template
    no longer has stand at the end of their section."""
    marks = _milestones(timeline, links, postmortem.channel)
    heard = tuple(dict.fromkeys(a.user for a in answers if a.has_content))
    present = _present(timeline, people)
    where = {ts: c for e in (*timeline.entries, *timeline.left_out) for c, ts in zip(e.channels, e.ts, strict=True)}
    return Report(
        postmortem=postmortem,
        milestones=marks,
        duration=_duration(timeline),
        sections=tuple(_section(s, answers, links) for s in template.sections),
        lines=tuple(line_of(e, links) for e in timeline.entries),
        facts=tuple(Fact(f, links.to(where.get(f.ts, postmortem.channel), f.ts)) for f in facts),
        items=tuple(items),
        heard=heard,
        not_heard=tuple(p for p in present if p not in heard),
        names={p.id: p.name for p in people.values()},
        questions=tuple(timeline.questions),
    )


def line_of(entry: Entry, links: Links) -> Line:
    """A line with the addresses of its messages, each in the channel where it stands."""
    places = zip(entry.channels, entry.ts, strict=True)
    return Line(entry, tuple(filter(None, (links.to(channel, ts) for channel, ts in places))))


def _milestones(timeline: Timeline, links: Links, channel: str) -> tuple[MilestoneLine, ...]:
    lines = []
    for name in MilestoneName:
        found = timeline.milestones.get(name)
        link = links.to(found.channel or channel, found.ts) if found and found.ts else ""
        lines.append(MilestoneLine(name, found.at if found else None, found.how if found else "", link))
    return tuple(lines)


def _duration(timeline: Timeline) -> timedelta | None:
    start = timeline.milestones.get(MilestoneName.STARTED)
    end = timeline.milestones.get(MilestoneName.RESOLVED)
    return end.at - start.at if start and end and end.at >= start.at else None


def _present(timeline: Timeline, people: Mapping[str, Person]) -> tuple[str, ...]:
    authors = dict.fromkeys(e.author for e in timeline.entries)
    return tuple(a for a in authors if a in people and not people[a].is_bot)


def _section(section: Section, answers: Sequence[Answer], links: Links) -> SectionPart:
    mine = [a for a in answers if a.section == section.id]
    known = {q.id: q.ask for q in section.questions}
    ids = [*known, *dict.fromkeys(a.question for a in mine if a.question not in known)]
    parts = [(i, _question(known.get(i, i), [a for a in mine if a.question == i], links)) for i in ids]
    still = tuple(known[i] for i in known if not any(a.has_content for a in mine if a.question == i))
    kept = tuple(p for _, p in parts if p.said or p.skipped_by or p.unknown_to)
    return SectionPart(section.id, section.title, kept, still)


def _question(ask: str, answers: Sequence[Answer], links: Links) -> QuestionPart:
    said = tuple(Said(a.user, a.text, links.to(*a.source), a.probe) for a in answers if a.text)
    return QuestionPart(
        ask,
        said,
        tuple(dict.fromkeys(a.user for a in answers if a.skipped)),
        tuple(dict.fromkeys(a.user for a in answers if a.said_unknown)),
    )
