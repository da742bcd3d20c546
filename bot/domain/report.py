"""Everything known about a postmortem → one report tree; every form that people read renders this tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.action_item import ActionItem
from bot.domain.contradictions import Contradiction
from bot.domain.coverage import Coverage
from bot.domain.edition import Edition
from bot.domain.extract import ImpactFact
from bot.domain.fixes import Fix, fixes
from bot.domain.interview import Answer, Section, Template
from bot.domain.item_figures import Fare
from bot.domain.lines import Entry
from bot.domain.message import Person
from bot.domain.milestones import MilestoneName
from bot.domain.postmortem import Postmortem
from bot.domain.review import Remark, Review
from bot.domain.safeguards import Safeguard, safeguards
from bot.domain.timeline import Timeline

NOTHING_MISSING = Coverage()
NOTHING_DRAWN = Timeline(())


@dataclass(frozen=True, slots=True)
class Said:
    """One person's words in the report. `link` leads to the message, empty where there is none."""

    by: str
    text: str
    link: str
    probe: str = ""
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question and everybody's answers to it, side by side."""

    ask: str
    said: tuple[Said, ...]
    skipped_by: tuple[str, ...] = ()
    unknown_to: tuple[str, ...] = ()
    unattributed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of the report; `open_questions` still wait for an answer with content."""

    id: str
    title: str
    questions: tuple[QuestionPart, ...]
    open_questions: tuple[str, ...]
    edition: Edition | None = None  # what an editor put in place of the answers, which stay behind it


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
class Differing:
    """Two memories that do not go together, side by side."""

    section: str
    first: Said
    second: Said
    why: str


@dataclass(frozen=True, slots=True)
class Company:
    """Who was there and how they appear: the labels by person, what is noted of them, who is not heard yet."""

    labels: Mapping[str, str]
    missing: Coverage = NOTHING_MISSING


@dataclass(frozen=True, slots=True)
class Spoken:
    """What people said: in the open, without a name (where the group is large enough), and which pairs differ."""

    answers: Sequence[Answer] = ()
    unattributed: Sequence[Answer] = ()
    differing: Sequence[Contradiction] = ()
    editions: Mapping[str, Edition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `names` maps every person id that occurs to what the report calls them: their role, or their
    name where they agreed to it or the house shows names. `people` holds the names themselves, for whoever leads the
    postmortem and owns an action item, and for what only members of the channel see."""

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
    people: Mapping[str, str]
    questions: tuple[str, ...] = ()
    differing: tuple[Differing, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    fixes: tuple[Fix, ...] = ()
    missing: Coverage = NOTHING_MISSING
    timeline: Timeline = NOTHING_DRAWN  # what the picture is drawn from
    reviews: tuple[Review, ...] = ()
    remarks: tuple[Remark, ...] = ()
    factors: tuple[str, ...] = ()  # the contributing factors that people accepted, by name
    fare: Fare | None = None  # how its items fare on the day of reading; None where it is kept for other days, too


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
    spoken: Spoken,
    items: Sequence[ActionItem],
    people: Mapping[str, Person],
    company: Company,
    links: Links,
) -> Report:
    """Put the tree together. Nothing that was answered is lost: answers to questions which the template
    no longer has stand at the end of their section, and sections which it no longer has at the end."""
    answers = spoken.answers
    return Report(
        postmortem=postmortem,
        milestones=_milestones(timeline, links, postmortem.channel),
        duration=_duration(timeline),
        sections=_sections(template, spoken, links),
        lines=tuple(line_of(e, links) for e in timeline.entries),
        facts=tuple(Fact(f, links.to(f.channel or postmortem.channel, f.ts)) for f in facts),
        items=tuple(items),
        heard=tuple(dict.fromkeys(a.user for a in answers if a.has_content)),
        not_heard=company.missing.people,
        names=company.labels,
        people={p.id: p.name for p in people.values()},
        questions=tuple(timeline.questions),
        differing=tuple(
            Differing(d.first.section, _said(d.first, links), _said(d.second, links), d.why) for d in spoken.differing
        ),
        safeguards=safeguards(answers, template.recording("safeguard")),
        fixes=fixes(answers, template.recording("fix"), people),
        missing=company.missing,
        timeline=timeline,
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


def _sections(template: Template, spoken: Spoken, links: Links) -> tuple[SectionPart, ...]:
    known = {s.id for s in template.sections}
    told = (
        *(a.section for a in (*spoken.answers, *spoken.unattributed)),
        *(e.section for e in spoken.editions.values() if e.text),
    )
    strange = dict.fromkeys(s for s in told if s not in known)
    left_over = [Section(s, s.replace("_", " ").capitalize(), "", ()) for s in strange]
    return tuple(_section(s, spoken, links) for s in (*template.sections, *left_over))


def _section(section: Section, spoken: Spoken, links: Links) -> SectionPart:
    mine = [a for a in spoken.answers if a.section == section.id]
    hidden = [a for a in spoken.unattributed if a.section == section.id]
    known = {q.id: q.ask for q in section.questions}
    ids = [*known, *dict.fromkeys(a.question for a in (*mine, *hidden) if a.question not in known)]
    parts = [
        (i, _question(known.get(i, i), [a for a in mine if a.question == i], [a for a in hidden if a.question == i], links))
        for i in ids
    ]
    still = tuple(known[i] for i in known if not any(a.has_content for a in mine if a.question == i))
    kept = tuple(p for _, p in parts if p.said or p.skipped_by or p.unknown_to or p.unattributed)
    edition = spoken.editions.get(section.id)
    return SectionPart(section.id, section.title, kept, still, edition if edition and edition.text else None)


def _question(ask: str, answers: Sequence[Answer], hidden: Sequence[Answer], links: Links) -> QuestionPart:
    """Everybody's words side by side. What bears no name stands in an order that tells nothing."""
    return QuestionPart(
        ask,
        tuple(_said(a, links) for a in answers if a.text),
        tuple(dict.fromkeys(a.user for a in answers if a.skipped)),
        tuple(dict.fromkeys(a.user for a in answers if a.said_unknown)),
        tuple(sorted(a.text for a in hidden)),
    )


def _said(answer: Answer, links: Links) -> Said:
    return Said(answer.user, answer.text, links.to(*answer.source) if answer.linked else "", answer.probe, answer.confirms)
