"""The report as CommonMark. What people typed is escaped here, at the last moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.action_item import ActionItem
from bot.domain.followup import zone_of
from bot.domain.plain_text import calm, isolate
from bot.domain.postmortem import duration_text
from bot.domain.report import Line, MilestoneLine, Report, Said, SectionPart
from bot.prompts import Prompts

MARKUP = {ord(sign): f"\\{sign}" for sign in r"\`*_{}[]<>()#+-!|~&"}
LISTED = re.compile(r"^(\s*\d+)([.)])")


def to_markdown(plain: str, names: Mapping[str, str] | None = None) -> str:
    """Plain text → CommonMark in which nothing of it is markup: hostile text stays text."""
    escaped = calm(plain, names).translate(MARKUP)
    # A number and a dot at the start of a line would begin a list.
    lines = [LISTED.sub(r"\1\\\2", line.strip()) for line in escaped.splitlines()]
    return "  \n".join(map(isolate, lines))


def markdown(report: Report, say: Prompts, zone: str = "UTC") -> str:
    """The whole report as a Markdown document; times in the named zone."""
    there = zone_of(zone)
    parts = [_head(report, say, there), _milestones(report, say, there)]
    parts += [_section(part, report, say) for part in report.sections if part.id not in {"action_items"}]
    parts += [
        _safeguards(report, say),
        _fixes(report, say),
        _facts(report, say),
        _timeline(report, say, there),
        _items(report, say),
        _heard(report, say),
    ]
    parts += [_section(part, report, say) for part in report.sections if part.id == "action_items"]
    return "\n\n".join(p for p in parts if p) + "\n"


def _head(report: Report, say: Prompts, zone: ZoneInfo) -> str:
    p = report.postmortem
    lead = to_markdown(report.people.get(p.lead) or p.lead)
    services = ", ".join(map(to_markdown, p.services)) or say.say("card.no_services")
    facts = say.say("card.facts", severity=say.say(f"severity.{p.severity.value}"), lead=lead, services=services)
    lines = [f"# {to_markdown(say.say('card.title', number=p.number, title=p.title))}", facts]
    if report.duration is not None:
        lines.append(say.say("card.lasted", duration=duration_text(report.duration)))
    if p.began_at is not None:
        lines.append(say.say("card.began", at=_when(p.began_at, zone)))
    return "\n\n".join(lines)


def _milestones(report: Report, say: Prompts, zone: ZoneInfo) -> str:
    rows = [f"| {say.say(f'milestones.{m.name.value}')} | {_moment(m, zone) or '–'} |" for m in report.milestones]
    return "\n".join([say.say("md.milestones_head"), "|---|---|", *rows])


def _moment(mark: MilestoneLine, zone: ZoneInfo) -> str:
    if mark.at is None:
        return ""
    when = _when(mark.at, zone)
    return f"[{when}]({mark.link})" if mark.link else when


def _section(part: SectionPart, report: Report, say: Prompts) -> str:
    lines = [f"## {part.title}" if part.id != "action_items" else f"## {say.say('md.ideas')}"]
    asked = [q for q in part.questions if q.said or q.unattributed]
    if part.edition is not None:
        lines.append(to_markdown(part.edition.text, report.names))
        lines += [f"### {say.say('md.behind')}"] if asked else []
    for question in asked:
        lines.append(f"**{question.ask}**")
        lines += [f"- {_said(said, report, say)}" for said in question.said]
        lines += [f"- {say.say('md.no_name')}: {_indented(text, report)}" for text in question.unattributed]
    lines += _differing(part.id, report, say)
    open_ones = [say.say("md.open", questions=" ".join(part.open_questions))] if part.open_questions else []
    return "\n\n".join([*lines, *open_ones])


def _said(said: Said, report: Report, say: Prompts) -> str:
    name = to_markdown(report.names.get(said.by) or said.by)
    who = f"{name} ({say.say('md.confirms')})" if said.confirms else name
    source = f" ([{say.say('md.source')}]({said.link}))" if said.link else ""
    return f"{who}: {_indented(said.text, report)}{source}"


def _indented(text: str, report: Report) -> str:
    return to_markdown(text, report.names).replace("\n", "\n  ")


def _differing(section: str, report: Report, say: Prompts) -> list[str]:
    """Memories that do not go together, pair by pair, each with its source."""
    pairs = [d for d in report.differing if d.section == section]
    lines = [f"**{say.say('md.differing')}**"] if pairs else []
    for number, pair in enumerate(pairs, 1):
        first, second = (_said(s, report, say).replace("\n", "\n   ") for s in (pair.first, pair.second))
        lines.append(f"{number}. - {first}\n   - {second}")
    return lines


def _safeguards(report: Report, say: Prompts) -> str:
    if not report.safeguards:
        return ""
    rows = [
        f"| {' | '.join(_cell(c, report) for c in (s.what, s.expected, s.did))} | {_cell(report.names.get(s.by) or s.by, report)} |"
        for s in report.safeguards
    ]
    return "\n".join([f"## {say.say('md.safeguards')}", "", say.say("md.safeguards_head"), "|---|---|---|---|", *rows])


def _cell(text: str, report: Report) -> str:
    return to_markdown(" ".join(text.split()), report.names) or "–"


def _fixes(report: Report, say: Prompts) -> str:
    if not report.fixes:
        return ""
    rows = []
    for fix in report.fixes:
        key = "permanent" if not fix.temporary else "temporary" if fix.until else "temporary_open"
        kind = say.say(f"md.{key}", until=fix.until.isoformat() if fix.until else "")
        rows.append(f"- **{kind}** {_indented(fix.text, report)} ({to_markdown(report.names.get(fix.by) or fix.by)})")
    return "\n".join([f"## {say.say('md.fixes')}", "", *rows])


def _facts(report: Report, say: Prompts) -> str:
    if not report.facts:
        return ""
    rows = []
    for found in report.facts:
        text = to_markdown(found.fact.text, report.names)
        rows.append(f"- {found.fact.kind}: {text}" + (f" ([{say.say('md.source')}]({found.link}))" if found.link else ""))
    return "\n".join([f"## {say.say('md.facts')}", "", *rows])


def _timeline(report: Report, say: Prompts, zone: ZoneInfo) -> str:
    head = [f"## {say.say('md.timeline', zone=zone.key)}", ""]
    return "\n".join([*head, *(_line(line, report, say, zone) for line in report.lines)])


def _line(line: Line, report: Report, say: Prompts, zone: ZoneInfo) -> str:
    entry = line.entry
    when = _when(entry.at, zone)
    linked = f"[{when}]({line.links[0]})" if line.links else when
    more = "".join(f" [+{n}]({url})" for n, url in enumerate(line.links[1:], 1))
    text = to_markdown(entry.text, report.names).replace("\n", "\n  ")
    who = to_markdown(report.names.get(entry.author) or entry.author)
    return f"- {linked}{more} **{entry.kind.value}** {text} ({who})"


def _items(report: Report, say: Prompts) -> str:
    rows = [_item(i, report, say) for i in report.items] or [say.say("md.no_items")]
    return "\n".join([f"## {say.say('items.title')}", "", *rows])


def _item(item: ActionItem, report: Report, say: Prompts) -> str:
    owner = to_markdown(report.people.get(item.owner) or item.owner) if item.owner else say.say("items.no_owner")
    due = say.say("items.due", day=item.due.isoformat()) if item.due else say.say("items.no_due")
    evidence = f" ({to_markdown(item.evidence, report.names)})" if item.evidence else ""
    box = " " if item.open else "x"
    text = to_markdown(item.text, report.names)
    return f"- [{box}] {item.number}. {text}: {owner}, {due}, {say.say(f'kind.{item.kind.value}')}, {item.state.value}{evidence}"


def _heard(report: Report, say: Prompts) -> str:
    def names(people: tuple[str, ...]) -> str:
        return ", ".join(to_markdown(report.names.get(p) or p) for p in people)

    lines = [say.say("report.heard", people=names(report.heard))] if report.heard else []
    lines += [say.say("report.not_heard", people=names(report.not_heard))] if report.not_heard else []
    sides = [say.say(f"perspective.{side.value}") for side in report.missing.perspectives]
    missing = [*map(to_markdown, report.missing.teams), *sides]
    lines += [say.say("md.not_covered", what=", ".join(missing))] if missing else []
    return "\n\n".join([f"## {say.say('md.heard')}", *lines]) if lines else ""


def _when(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S} {zone.key}"
