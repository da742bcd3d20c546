"""The timeline as a picture: SVG by template, to be read on a phone and in grey.

From top to bottom: the milestones as a band (each stretch with its own hatching), how much was said, a row for each
kind of line, and the time. Silences lie across all of it. Nothing is told by colour alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from math import ceil
from zoneinfo import ZoneInfo

from bot.domain.classify import EntryKind
from bot.domain.lines import Entry
from bot.domain.milestones import MilestoneName
from bot.domain.plain_text import CONTROL, shorten
from bot.domain.postmortem import duration_text
from bot.domain.timeline import Timeline
from bot.prompts import Prompts

WIDTH, LEFT, RIGHT = 760, 190, 30
TITLE, BAND, DENSITY, ROW, AXIS, LEGEND = 140, 44, 80, 38, 74, 40
BINS = 60
STEPS = tuple(timedelta(minutes=m) for m in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 40320))
INK, SOFT, PAPER = "#1d1c1d", "#767676", "#ffffff"
# Light to dark and by hatching, so that the stretches differ in grey as well.
STRETCHES = ("url(#dots)", "url(#thin)", "url(#thick)", "url(#cross)")
FONTS = ",".join(("Noto Sans", "Helvetica", "Arial", "sans-serif"))
PATTERNS = """<defs>
<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#f3f3f3"/><circle cx="4" cy="4" r="1.2" fill="#555"/></pattern>
<pattern id="thin" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#dcdcdc"/><rect width="2" height="8" fill="#444"/></pattern>
<pattern id="thick" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="10" height="10" fill="#bdbdbd"/><rect width="5" height="10" fill="#333"/></pattern>
<pattern id="cross" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#e8e8e8"/><path d="M0 0L8 8M8 0L0 8" stroke="#666" stroke-width="1"/></pattern>
<pattern id="silence" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="12" height="12" fill="#fafafa"/><rect width="1.5" height="12" fill="#d0d0d0"/></pattern>
</defs>"""


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def picture(timeline: Timeline, title: str, zone: ZoneInfo, say: Prompts) -> str:
    """The SVG."""
    scale = _scale(timeline)
    kinds = [k for k in EntryKind if any(e.kind is k for e in timeline.entries)]
    marks = [(n, m.at) for n in MilestoneName if (m := timeline.milestones.get(n))]
    rows_top = TITLE + BAND + DENSITY
    rows_end = rows_top + ROW * max(1, len(kinds))
    height = rows_end + AXIS + LEGEND * len(MilestoneName)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    label = f'role="img" aria-label="{_safe(title, 150)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONTS}" {label}>',
        PATTERNS,
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        *_head(timeline, title, scale, zone, say),
        *_silences(timeline, scale, TITLE + BAND, rows_end),
        *_band(marks, scale),
        *_density(timeline, scale, say),
        *_rows(timeline.entries, kinds, scale, rows_top, say),
        *_axis(scale, zone, rows_top, rows_end),
        *_marks(marks, scale, rows_end),
        *_legend(timeline, zone, rows_end + AXIS, say),
        "</svg>",
    ]
    return "\n".join(parts)


def _scale(timeline: Timeline) -> _Scale:
    times = [e.at for e in timeline.entries] + [m.at for m in timeline.milestones.values() if m]
    if not times:
        epoch = datetime.fromtimestamp(0).astimezone()
        return _Scale(epoch, epoch + timedelta(hours=1))
    start, end = min(times), max(times)
    margin = max((end - start) * 0.03, timedelta(minutes=2))
    return _Scale(start - margin, end + margin)


def _safe(text: str, limit: int) -> str:
    return escape(shorten(CONTROL.sub("", " ".join(text.split())), limit))


def _text(x: float, y: float, text: str, size: int, *, anchor: str = "start", fill: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}>{_safe(text, 90)}</text>'


def _head(timeline: Timeline, title: str, scale: _Scale, zone: ZoneInfo, say: Prompts) -> Iterable[str]:
    yield _text(24, 42, shorten(title, 46), 28, bold=True)
    if not timeline.entries:
        yield _text(24, 78, say.say("timeline.empty_picture"), 22, fill=SOFT)
        return
    first, last = timeline.entries[0].at.astimezone(zone), timeline.entries[-1].at.astimezone(zone)
    days = f"{first:%Y-%m-%d}" if first.date() == last.date() else f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
    yield _text(24, 78, say.say("timeline.picture_facts", days=days, zone=zone.key, count=len(timeline.entries)), 22, fill=SOFT)


def _band(marks: Sequence[tuple[MilestoneName, datetime]], scale: _Scale) -> Iterable[str]:
    """The stretches between the milestones, in the order in which they happened."""
    in_time = sorted(marks, key=lambda m: m[1])
    for number, ((_, start), (_, end)) in enumerate(itertools.pairwise(in_time)):
        x, width = scale.x(start), round(scale.x(end) - scale.x(start), 1)
        yield f'<rect x="{x}" y="{TITLE}" width="{width}" height="26" fill="{STRETCHES[number % 4]}" stroke="{INK}"/>'


def _marks(marks: Sequence[tuple[MilestoneName, datetime]], scale: _Scale, bottom: int) -> Iterable[str]:
    """A line through everything for each milestone, and its number above; numbers that would overlap move apart."""
    numbers = list(MilestoneName)
    in_time = sorted(marks, key=lambda m: m[1])
    places = _apart([scale.x(at) for _, at in in_time], WIDTH - 16.0)
    for (name, at), shown in zip(in_time, places, strict=True):
        x = scale.x(at)
        yield f'<line x1="{x}" y1="{TITLE}" x2="{x}" y2="{bottom}" stroke="{INK}" stroke-width="2" stroke-dasharray="2 5"/>'
        yield f'<line x1="{shown}" y1="{TITLE - 22}" x2="{x}" y2="{TITLE}" stroke="{INK}" stroke-width="1.5"/>'
        yield _number(shown, TITLE - 22, numbers.index(name) + 1)


def _apart(places: list[float], most: float) -> list[float]:
    """Places in order, each far enough from the one before it, none beyond the edge."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + 28) if moved else place)
    over = max(0.0, moved[-1] - most) if moved else 0.0
    for n in range(len(moved) - 1, -1, -1):
        limit = most if n == len(moved) - 1 else moved[n + 1] - 28
        moved[n] = round(min(moved[n], limit), 1) if over else moved[n]
    return moved


def _number(x: float, y: float, number: int) -> str:
    circle = f'<circle cx="{x}" cy="{y}" r="13" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
    return circle + _text(x, y + 7, str(number), 19, anchor="middle", bold=True)


def _silences(timeline: Timeline, scale: _Scale, top: int, bottom: int) -> Iterable[str]:
    for start, end in timeline.gaps:
        x, width = scale.x(start), round(scale.x(end) - scale.x(start), 1)
        yield f'<rect x="{x}" y="{top}" width="{width}" height="{bottom - top}" fill="url(#silence)"/>'
        if width >= 84:
            yield _text(round(x + width / 2, 1), top + 22, duration_text(end - start), 18, anchor="middle", fill=SOFT)


def _density(timeline: Timeline, scale: _Scale, say: Prompts) -> Iterable[str]:
    """How much was said, whether it became a line or not."""
    base = TITLE + BAND + DENSITY - 8
    said = [e for e in (*timeline.entries, *timeline.left_out) if scale.start <= e.at <= scale.end]
    counts = [0] * BINS
    for entry in said:
        place = int((entry.at - scale.start) / (scale.end - scale.start) * BINS)
        counts[min(place, BINS - 1)] += max(1, len(entry.ts))
    most = max(counts, default=0)
    width = (WIDTH - LEFT - RIGHT) / BINS
    yield _text(24, base - 4, say.say("timeline.picture_said"), 20)
    for number, count in enumerate(counts):
        if count:
            tall = round(6 + (DENSITY - 40) * count / most, 1)
            x = round(LEFT + number * width, 1)
            yield f'<rect x="{x}" y="{base - tall}" width="{round(width - 1.5, 1)}" height="{tall}" fill="{SOFT}"/>'


def _rows(entries: Sequence[Entry], kinds: Sequence[EntryKind], scale: _Scale, top: int, say: Prompts) -> Iterable[str]:
    for row, kind in enumerate(kinds):
        y = top + row * ROW + ROW // 2
        mine = [e for e in entries if e.kind is kind]
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#c8c8c8"/>'
        yield _text(24, y + 7, f"{say.say(f'entry_kind.{kind.value}')} {len(mine)}", 20)
        for entry in mine:
            x = scale.x(entry.at)
            hollow = PAPER if entry.disputed else INK
            yield f'<rect x="{x - 4}" y="{y - 12}" width="8" height="24" rx="3" fill="{hollow}" stroke="{INK}" stroke-width="2"/>'


def _axis(scale: _Scale, zone: ZoneInfo, top: int, bottom: int) -> Iterable[str]:
    yield f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - RIGHT}" y2="{bottom}" stroke="{INK}" stroke-width="2"/>'
    day = None
    for at in _ticks(scale, zone):
        x = scale.x(at)
        yield f'<line x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 8}" stroke="{INK}" stroke-width="2"/>'
        yield _text(x, bottom + 30, f"{at:%H:%M}", 20, anchor="middle")
        if at.date() != day:
            yield _text(x, bottom + 54, f"{at:%m-%d}", 18, anchor="middle", fill=SOFT)
        day = at.date()


def _ticks(scale: _Scale, zone: ZoneInfo) -> list[datetime]:
    length = scale.end - scale.start
    longest = STEPS[-1] * ceil(length / STEPS[-1] / 6)
    step = next((s for s in STEPS if length / s <= 6), longest)
    midnight = scale.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    count = int((scale.end - midnight) / step) + 1
    every = (midnight + n * step for n in range(count))
    return [at for at in every if scale.start <= at <= scale.end]


def _legend(timeline: Timeline, zone: ZoneInfo, top: int, say: Prompts) -> Iterable[str]:
    """The milestones by number, and how long after the start; one that nobody stated says so."""
    start = timeline.milestones.get(MilestoneName.STARTED)
    for number, name in enumerate(MilestoneName, 1):
        mark = timeline.milestones.get(name)
        y = top + (number - 1) * LEGEND + 18
        when = f"{mark.at.astimezone(zone):%Y-%m-%d %H:%M}" if mark else say.say("timeline.nobody_knows")
        yield _number(38, y - 7, number)
        yield _text(64, y, say.say(f"milestones.{name.value}"), 22, bold=mark is not None, fill=INK if mark else SOFT)
        yield _text(LEFT + 60, y, when, 22, fill=INK if mark else SOFT)
        if mark and start and mark.at > start.at:
            yield _text(WIDTH - RIGHT, y, f"+ {duration_text(mark.at - start.at)}", 22, anchor="end", fill=SOFT)
