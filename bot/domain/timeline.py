"""Messages + what people chose → the draft. A pure function, so a redraft can never lose a choice."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.classify import EntryKind
from bot.domain.message import Message, Person
from bot.domain.milestones import Milestone, MilestoneName, find_milestones, inconsistencies
from bot.domain.timeline_weights import WEIGHTS
from bot.domain.units import Unit, threshold_of, units_of

GAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `ts` are the messages it stands for; `id` is the first of them, or "m:…" where made by hand.
    `why` holds reason codes, which whoever shows the line turns into words."""

    id: str
    at: datetime
    ts: tuple[str, ...]
    kind: EntryKind
    text: str
    author: str
    why: tuple[str, ...]
    channel: str
    by_hand: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Hide:
    """Leave a line out."""

    ts: str
    by: str


@dataclass(frozen=True, slots=True)
class Show:
    """Take a message in."""

    ts: str
    by: str


@dataclass(frozen=True, slots=True)
class EditText:
    """Say a line in other words."""

    ts: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class EditTime:
    """Put a line at another time."""

    ts: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Add:
    """A line that no message holds."""

    id: str
    at: datetime
    text: str
    kind: EntryKind
    by: str


@dataclass(frozen=True, slots=True)
class SetMilestone:
    """A milestone as people say it was; `at` None: it never was."""

    name: MilestoneName
    at: datetime | None
    ts: str | None
    by: str


Change = Hide | Show | EditText | EditTime | Add | SetMilestone


@dataclass(frozen=True, slots=True)
class Curation:
    """What people chose, in order; the later choice counts."""

    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The draft: its lines by time, what was left out (best first), milestones, and questions (codes) to ask."""

    entries: tuple[Entry, ...] = ()
    left_out: tuple[Entry, ...] = ()
    milestones: Mapping[MilestoneName, Milestone | None] = field(default_factory=lambda: MappingProxyType({}))
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    questions: tuple[str, ...] = ()


NOTHING = Curation()


def draft(
    messages: Sequence[Message],
    people: Mapping[str, Person],
    curation: Curation = NOTHING,
    weights: Mapping[str, float] = WEIGHTS,
) -> Timeline:
    """The draft of these messages, in whatever order they come. Choices always win over what the draft thinks."""
    by_time = sorted({(m.channel, m.ts): m for m in messages}.values(), key=lambda m: (m.at, m.ts))
    found = find_milestones(by_time, people)
    units = units_of(by_time, found, weights)
    marks = dict(found)
    shown = {c.ts: isinstance(c, Show) for c in curation.changes if isinstance(c, Hide | Show)}
    entries: list[Entry] = []
    rest: list[Entry] = []
    threshold = threshold_of(units)
    for unit in units:
        entry = _entry(unit)
        chosen = next((shown[t] for t in unit.ts if t in shown), None)
        taken = chosen if chosen is not None else unit.score >= threshold
        (entries if taken else rest).append(_with_reason(entry, "chosen") if chosen else entry)
    entries += [_made_by_hand(c) for c in curation.changes if isinstance(c, Add) and shown.get(c.id, True)]
    for change in curation.changes:
        if isinstance(change, SetMilestone):
            marks[change.name] = Milestone(change.at, change.ts, "set by hand") if change.at else None
    entries = sorted((_edited(e, curation) for e in entries), key=lambda e: (e.at, e.id))
    rest.sort(key=lambda e: (-e.score, e.at))
    return Timeline(tuple(entries), tuple(rest), MappingProxyType(marks), _gaps(entries), inconsistencies(marks))


def _entry(unit: Unit) -> Entry:
    return Entry(unit.ts[0], unit.at, unit.ts, unit.kind, unit.text, unit.author, unit.why, unit.channel, score=unit.score)


def _with_reason(entry: Entry, reason: str) -> Entry:
    return replace(entry, why=(reason, *entry.why))


def _made_by_hand(change: Add) -> Entry:
    return Entry(change.id, change.at, (), change.kind, change.text, change.by, ("by_hand",), "", by_hand=True)


def _edited(entry: Entry, curation: Curation) -> Entry:
    mine = {*entry.ts, entry.id}
    for change in curation.changes:
        if isinstance(change, EditText) and change.ts in mine:
            entry = replace(entry, text=change.text, by_hand=True)
        elif isinstance(change, EditTime) and change.ts in mine:
            entry = replace(entry, at=change.at, by_hand=True)
    return entry


def _gaps(entries: Sequence[Entry]) -> tuple[tuple[datetime, datetime], ...]:
    pairs = itertools.pairwise(entries)
    return tuple((a.at, b.at) for a, b in pairs if b.at - a.at >= GAP)
