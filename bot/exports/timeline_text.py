"""The timeline as CSV and as Markdown, in one named zone; the date stands with every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.lines import Entry
from bot.domain.milestones import MilestoneName
from bot.domain.plain_text import calm
from bot.domain.postmortem import duration_text
from bot.domain.report import Links, line_of
from bot.domain.timeline import Timeline
from bot.exports.csv_table import csv_table
from bot.exports.markdown import to_markdown
from bot.exports.timeline_json import iso
from bot.exports.why import why_words
from bot.prompts import Prompts

COLUMNS = ("at", "local_time", "zone", "kind", "text", "author", "channel", "links", "source", "why", "notes", "other_versions")


def timeline_csv(timeline: Timeline, names: Mapping[str, str], links: Links, zone: ZoneInfo, say: Prompts) -> str:
    """One row a line, with a header; for spreadsheets, which is why nothing in it can be a formula."""
    return csv_table(COLUMNS, (_row(entry, names, links, zone, say) for entry in timeline.entries))


def _row(entry: Entry, names: Mapping[str, str], links: Links, zone: ZoneInfo, say: Prompts) -> list[str]:
    local = entry.at.astimezone(zone)
    notes = "; ".join(f"{names.get(n.by, n.by)}: {n.text}" for n in entry.notes)
    versions = "; ".join(f"{names.get(v.by, v.by)}: {v.text}" for v in entry.versions)
    return [
        iso(entry.at), f"{local:%Y-%m-%d %H:%M:%S}", zone.key, entry.kind.value, calm(entry.text, names),
        names.get(entry.author, entry.author), " ".join(dict.fromkeys(entry.channels)), " ".join(line_of(entry, links).links),
        entry.source, ", ".join(why_words(entry.why, say)), calm(notes, names), calm(versions, names),
    ]  # fmt: skip


def timeline_markdown(timeline: Timeline, names: Mapping[str, str], links: Links, zone: ZoneInfo, say: Prompts) -> str:
    """Milestones as a table, then the lines by day, with silences and other versions named."""
    rows = [f"| {say.say('md.milestone')} | {say.say('md.time')} |", "|---|---|"]
    for name in MilestoneName:
        mark = timeline.milestones.get(name)
        when = f"{mark.at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if mark else "–"
        rows.append(f"| {say.say(f'milestones.{name.value}')} | {when} |")
    parts = ["\n".join(rows), f"## {say.say('md.timeline', zone=zone.key)}"]
    day = None
    gaps = {start: end - start for start, end in timeline.gaps}
    for entry in timeline.entries:
        local = entry.at.astimezone(zone)
        if local.date() != day:
            parts.append(f"### {local:%Y-%m-%d}")
            day = local.date()
        parts.append(_line(entry, local, names, links, say))
        if entry.at in gaps:
            parts.append(f"_{say.say('timeline.gap', duration=duration_text(gaps[entry.at]))}_")
    return "\n\n".join(parts) + "\n"


def _line(entry: Entry, local: datetime, names: Mapping[str, str], links: Links, say: Prompts) -> str:
    addresses = line_of(entry, links).links
    clock = f"{local:%H:%M:%S}"
    when = f"[{clock}]({addresses[0]})" if addresses else clock
    more = "".join(f" [+{n}]({url})" for n, url in enumerate(addresses[1:], 1))
    text = to_markdown(entry.text, names).replace("\n", "\n  ")
    who = to_markdown(names.get(entry.author) or entry.author)
    source = f" ({to_markdown(entry.source)})" if entry.source else ""
    line = f"- {when}{more} **{say.say(f'entry_kind.{entry.kind.value}')}** {text} ({who}){source}"
    remarks = [(n, "timeline.note") for n in entry.notes] + [(v, "timeline.other_version") for v in entry.versions]
    said = [
        say.say(key, by=to_markdown(names.get(r.by) or r.by), text=to_markdown(r.text, names).replace("\n", " "))
        for r, key in remarks
    ]
    return "\n".join([line, *(f"  - {row}" for row in said)])
