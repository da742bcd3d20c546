"""A report → the document that every form renders: which parts, in which order, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain.action_item import ActionItem, ItemState
from bot.domain.followup import zone_of
from bot.domain.lines import Remark
from bot.domain.plain_text import calm, isolate
from bot.domain.postmortem import duration_text
from bot.domain.report import Differing, Line, QuestionPart, Report, Said, SectionPart
from bot.domain.report_template import SECTION, ReportTemplate, Unnamed, shown
from bot.domain.review import Verdict
from bot.exports.document import Block, Document, Heading, Item, Listing, Paragraph, Picture, Span, Table, Text
from bot.exports.timeline_picture import picture
from bot.prompts import Prompts

NOTHING = "–"


def document(report: Report, template: ReportTemplate, say: Prompts, zone: str = "UTC") -> Document:
    """The document of a report, as that template shows it; times in the named zone."""
    spoken = say.speaking(template.language)
    reduced = shown(report, template, Unnamed(spoken.say("md.somebody"), spoken.say("md.a_system")))
    return _Composer(reduced, template, spoken, zone_of(zone)).document()


@dataclass(frozen=True, slots=True)
class _Composer:
    report: Report
    template: ReportTemplate
    say: Prompts
    zone: ZoneInfo

    def document(self) -> Document:
        title = self._plain(self.say.say("card.title", number=self.report.postmortem.number, title=self.report.postmortem.title))
        blocks = [Heading(1, title, "top"), *self._head()]
        for part in self.template.parts:
            blocks += self._part(part)
        return Document(title, self.template.language, tuple(blocks))

    def _part(self, name: str) -> Sequence[Block]:
        known: Mapping[str, Callable[[], Iterable[Block]]] = {
            "milestones": self._milestones,
            "picture": self._picture,
            "figures": self._figures,
            "lines": self._lines,
            "factors": self._factors,
            "safeguards": self._safeguards,
            "fixes": self._fixes,
            "items": self._items,
            "heard": self._heard,
            "sections": lambda: self._sections(self._unnamed_sections()),
        }
        if name.startswith(SECTION):
            wanted = name.removeprefix(SECTION)
            return list(self._sections([s for s in self.report.sections if s.id == wanted]))
        return list(known[name]())

    # --- words ---------------------------------------------------------------------------------

    def _plain(self, text: str) -> str:
        """A text as people read it, each of its lines kept from turning its neighbours' direction."""
        lines = calm(text, self.report.names).splitlines()
        return "\n".join(isolate(line.strip()) for line in lines)

    def _one_line(self, text: str) -> Text:
        return (Span(self._plain(" ".join(text.split())) or NOTHING),)

    def _name(self, person: str) -> str:
        """What the report calls somebody; empty where it names nobody."""
        return self._plain(self.report.names.get(person, person))

    def _names(self, people: Iterable[str]) -> str:
        return ", ".join(map(self._name, people))

    def _when(self, at: datetime, link: str = "") -> Span:
        return Span(f"{at.astimezone(self.zone):%Y-%m-%d %H:%M} {self.zone.key}", link, at=at)

    def _source(self, link: str) -> Text:
        return (Span(" ("), Span(self.say.say("md.source"), link), Span(")")) if link else ()

    def _by(self, person: str) -> Text:
        name = self._name(person)
        return (Span(f" ({name})"),) if name else ()

    def _heading(self, level: int, text: str, anchor: str) -> Heading:
        return Heading(level, self._plain(text), anchor)

    # --- what stands at the top -----------------------------------------------------------------

    def _head(self) -> Iterable[Block]:
        p, say = self.report.postmortem, self.say.say
        facts = [say(f"severity.{p.severity.value}")]
        lead = self.report.people.get(p.lead, "")
        facts += [say("md.lead", lead=self._plain(lead))] if lead else []
        facts += [self._plain(", ".join(p.services))] if p.services else []
        yield Paragraph((Span(" · ".join(facts)),))
        times: list[Span] = []
        if p.began_at is not None:
            times = [Span(say("md.began") + " "), self._when(p.began_at)]
        if self.report.duration is not None:
            times += [Span((" · " if times else "") + say("card.lasted", duration=duration_text(self.report.duration)))]
        if times:
            yield Paragraph(tuple(times))

    def _milestones(self) -> Iterable[Block]:
        rows = tuple(
            ((Span(self.say.say(f"milestones.{m.name.value}")),), (self._when(m.at, m.link) if m.at else Span(NOTHING),))
            for m in self.report.milestones
        )
        yield Table((self.say.say("md.milestone"), self.say.say("md.time")), rows)

    def _picture(self) -> Iterable[Block]:
        if self.report.lines:
            title = self.say.say(
                "timeline.picture_title", number=self.report.postmortem.number, title=self.report.postmortem.title
            )
            drawn = picture(self.report.timeline, calm(title), self.zone, self.say)
            yield Picture(drawn, self._plain(self.say.say("md.picture")))

    # --- what people said -----------------------------------------------------------------------

    def _unnamed_sections(self) -> list[SectionPart]:
        named = {p.removeprefix(SECTION) for p in self.template.parts if p.startswith(SECTION)}
        return [s for s in self.report.sections if s.id not in named]

    def _sections(self, parts: Iterable[SectionPart]) -> Iterable[Block]:
        for part in parts:
            yield from self._section(part)

    def _section(self, part: SectionPart) -> Iterable[Block]:
        title = self.say.say("md.ideas") if part.id == "action_items" else self.say.known(f"section.{part.id}", part.title)
        yield self._heading(2, title, f"section-{_anchor(part.id)}")
        asked = [q for q in part.questions if q.said or q.unattributed]
        if part.edition is not None:
            yield Paragraph((Span(self._plain(part.edition.text)),))
            if asked:
                yield self._heading(3, self.say.say("md.behind"), f"behind-{_anchor(part.id)}")
        for question in asked:
            yield from self._question(question)
        yield from self._differing([d for d in self.report.differing if d.section == part.id])
        if part.open_questions and part.edition is None:
            yield Paragraph((Span(self.say.say("md.open", questions=" ".join(part.open_questions))),), quiet=True)

    def _question(self, question: QuestionPart) -> Iterable[Block]:
        if not self.template.brief:
            yield Paragraph((Span(question.ask, strong=True),))
        told = [Item(self._said(said)) for said in question.said]
        nameless = self.say.say("md.no_name")
        told += [Item((Span(nameless, strong=True), Span(f": {self._plain(text)}"))) for text in question.unattributed]
        yield Listing(tuple(told))

    def _said(self, said: Said) -> Text:
        name = self._name(said.by)
        confirms = f" ({self.say.say('md.confirms')})" if said.confirms else ""
        who = (Span(name, strong=True), Span(f"{confirms}: ")) if name else ()
        return (*who, Span(self._plain(said.text)), *self._source(said.link))

    def _differing(self, pairs: Sequence[Differing]) -> Iterable[Block]:
        """Memories that do not go together, pair by pair, each with its source."""
        if pairs:
            yield Paragraph((Span(self.say.say("md.differing"), strong=True),))
            yield Listing(tuple(Item(self._said(p.first), (self._said(p.second),)) for p in pairs), numbered=True)

    # --- records --------------------------------------------------------------------------------

    def _figures(self) -> Iterable[Block]:
        if self.report.facts:
            yield self._heading(3, self.say.say("md.facts"), "figures")
            say = self.say
            rows = [
                Item((Span(f"{say.say(f'fact.{f.fact.kind}')}: {self._plain(f.fact.text)}"), *self._source(f.link)))
                for f in self.report.facts
            ]
            yield Listing(tuple(rows))

    def _lines(self) -> Iterable[Block]:
        """The timeline by days: the date stands above, the time of day at each line."""
        yield self._heading(2, self.say.say("md.timeline", zone=self.zone.key), "timeline")
        for day, lines in groupby(self.report.lines, lambda line: line.entry.at.astimezone(self.zone).date()):
            yield Heading(3, day.isoformat(), f"day-{day.isoformat()}")
            yield Listing(tuple(item for line in lines for item in self._line_and_silence(line)))

    def _line_and_silence(self, line: Line) -> Iterable[Item]:
        yield self._line(line)
        for start, end in self.report.timeline.gaps:
            if start == line.entry.at:
                yield Item((Span(self.say.say("timeline.gap", duration=duration_text(end - start))),))

    def _line(self, line: Line) -> Item:
        entry = line.entry
        when = Span(f"{entry.at.astimezone(self.zone):%H:%M}", next(iter(line.links), ""), at=entry.at)
        more = tuple(Span(f" +{n}", url) for n, url in enumerate(line.links[1:], 1))
        kind = self.say.say(f"entry_kind.{entry.kind.value}")
        text = (when, *more, Span(" "), Span(kind, strong=True), Span(f" {self._plain(entry.text)}"), *self._by(entry.author))
        remarks = [(n, "timeline.note") for n in entry.notes] + [(v, "timeline.other_version") for v in entry.versions]
        return Item((*text, *self._made_of(entry.source)), tuple(self._remark(remark, key) for remark, key in remarks))

    def _made_of(self, source: str) -> Text:
        return (Span(f" ({self._plain(source)})"),) if source else ()

    def _remark(self, remark: Remark, key: str) -> Text:
        return (Span(self.say.say(key, text=self._plain(remark.text), by=self._name(remark.by) or NOTHING)),)

    def _factors(self) -> Iterable[Block]:
        """The contributing factors that people accepted, in the order of the taxonomy; one that it no longer has stays."""
        names = self.say.taxonomy.ordered(self.report.factors)
        if names:
            yield self._heading(3, self.say.say("md.factors"), "factors")
            yield Listing(tuple(Item((Span(self._factor(name)),)) for name in names))

    def _factor(self, name: str) -> str:
        known = self.say.taxonomy.get(name)
        kind = f" ({self.say.say(f'factor_kind.{known.kind.value}')})" if known else ""
        return f"{self.say.factor(name)}{kind}"

    def _safeguards(self) -> Iterable[Block]:
        if self.report.safeguards:
            yield self._heading(3, self.say.say("md.safeguards"), "safeguards")
            head = tuple(self.say.say(f"md.safeguard_{key}") for key in ("what", "expected", "did", "by"))
            rows = [
                (*map(self._one_line, (s.what, s.expected, s.did)), self._one_line(self._name(s.by)))
                for s in self.report.safeguards
            ]
            yield Table(head, tuple(rows))

    def _fixes(self) -> Iterable[Block]:
        if not self.report.fixes:
            return
        yield self._heading(3, self.say.say("md.fixes"), "fixes")
        rows = []
        for fix in self.report.fixes:
            key = "permanent" if not fix.temporary else "temporary" if fix.until else "temporary_open"
            kind = self.say.say(f"md.{key}", until=fix.until.isoformat() if fix.until else "")
            rows.append(Item((Span(kind, strong=True), Span(f" {self._plain(fix.text)}"), *self._by(fix.by))))
        yield Listing(tuple(rows))

    def _items(self) -> Iterable[Block]:
        yield self._heading(2, self.say.say("items.title"), "action-items")
        if self.report.items:
            if self.template.people:
                yield Paragraph((Span(self._fare()),))
                yield from self._fare_today()
            yield Listing(tuple(map(self._item, self.report.items)))
        else:
            yield Paragraph((Span(self.say.say("md.no_items")),))

    def _fare(self) -> str:
        """How they fare; what depends on the day of reading (past their date, how old) stands on the board instead."""
        items = self.report.items
        done = [i for i in items if i.state is ItemState.DONE]
        worked, dropped = sum(i.worked_at is not None for i in done), sum(i.state is ItemState.DROPPED for i in items)
        return self.say.say("md.items_fare", promised=len(items), done=len(done), worked=worked, dropped=dropped)

    def _fare_today(self) -> Iterable[Block]:
        """What depends on the day of reading: how many are past their date, how old the open ones are; by team, never by person."""
        fare, say = self.report.fare, self.say.say
        if fare is None:
            return
        if fare.all.median_age is not None:
            about = {"day": fare.day, "overdue": fare.all.overdue, "age": fare.all.median_age}
            yield Paragraph((Span(say("md.items_today", **about)),), quiet=True)
        told = [
            say("md.items_team" if found.median_age is None else "md.items_team_open", team=self._plain(team), **asdict(found))
            for team, found in fare.teams.items()
        ]
        if told:
            yield Listing(tuple(Item((Span(line),)) for line in told))

    def _item(self, item: ActionItem) -> Item:
        say = self.say.say
        owner = self._plain(self.report.people.get(item.owner, item.owner)) if item.owner else say("items.no_owner")
        facts = [owner] if self.template.people else []
        facts += [say("items.due", day=item.due.isoformat()) if item.due else say("items.no_due")]
        facts += [say(f"kind.{item.kind.value}"), say(f"item_state.{item.state.value}")]
        evidence = f" ({self._plain(item.evidence)})" if item.evidence else ""
        text = (Span(str(item.number), strong=True), Span(f" {self._plain(item.text)}: {', '.join(facts)}{evidence}"))
        return Item(text, done=not item.open)

    def _heard(self) -> Iterable[Block]:
        report, say = self.report, self.say.say
        lines = [say("report.heard", people=self._names(report.heard))] if report.heard else []
        lines += [say("report.not_heard", people=self._names(report.not_heard))] if report.not_heard else []
        missing = [*map(self._plain, report.missing.teams), *(say(f"perspective.{s.value}") for s in report.missing.perspectives)]
        lines += [say("md.not_covered", what=", ".join(missing))] if missing else []
        approved = [r.reviewer for r in report.reviews if r.verdict is Verdict.APPROVED]
        lines += [say("md.reviewed", people=self._names(approved))] if approved else []
        if lines:
            yield self._heading(2, say("md.heard"), "heard")
            yield from (Paragraph((Span(line),)) for line in lines)


def _anchor(name: str) -> str:
    """A name as it may stand in an address."""
    return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in name)
