"""Messages + what people chose → the draft. A pure function, so a redraft can never lose a choice."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.classify import EntryKind, Verdict, classify
from bot.domain.message import Message, MessageKind, Person
from bot.domain.milestones import Milestone, MilestoneName, find_milestones, inconsistencies
from bot.domain.signals import signals
from bot.domain.timeline_weights import WEIGHTS

THRESHOLD = 0.0
# What carries words somebody meant to say, or a new topic; the rest is never taken by itself.
HEARD = {MessageKind.SAID, MessageKind.ALERT, MessageKind.TOPIC, MessageKind.PURPOSE}
NEVER = -9.0
FEWEST, WEAKEST = 8, -2.5
GAP = timedelta(minutes=30)
SAME_BREATH = timedelta(seconds=100)


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
    units = _units(by_time, found, weights)
    marks = dict(found)
    shown = {c.ts: isinstance(c, Show) for c in curation.changes if isinstance(c, Hide | Show)}
    entries: list[Entry] = []
    rest: list[Entry] = []
    threshold = _threshold(units)
    for entry in units:
        chosen = next((shown[t] for t in entry.ts if t in shown), None)
        taken = chosen if chosen is not None else entry.score >= threshold
        (entries if taken else rest).append(_with_reason(entry, "chosen") if chosen else entry)
    entries += [_made_by_hand(c) for c in curation.changes if isinstance(c, Add) and shown.get(c.id, True)]
    for change in curation.changes:
        if isinstance(change, SetMilestone):
            marks[change.name] = Milestone(change.at, change.ts, "set by hand") if change.at else None
    entries = sorted((_edited(e, curation) for e in entries), key=lambda e: (e.at, e.id))
    rest.sort(key=lambda e: (-e.score, e.at))
    return Timeline(tuple(entries), tuple(rest), MappingProxyType(marks), _gaps(entries), inconsistencies(marks))


def _units(
    messages: Sequence[Message], marks: Mapping[MilestoneName, Milestone | None], weights: Mapping[str, float]
) -> list[Entry]:
    shows = {m.ts: name for name, m in marks.items() if m is not None and m.ts is not None}
    units: list[Entry] = []
    for message, score in zip(messages, scores(messages, marks, weights), strict=True):
        entry = _entry(message, score, classify(message), shows.get(message.ts))
        if units and _continues(units[-1], entry, message):
            units[-1] = _merged(units[-1], entry)
        else:
            units.append(entry)
    return units


def _threshold(units: Sequence[Entry]) -> float:
    """In a short channel the best few lines are shown even if none of them is strong."""
    best = sorted((u.score for u in units), reverse=True)
    return max(WEAKEST, min(THRESHOLD, best[min(FEWEST, len(best)) - 1])) if best else THRESHOLD


def scores(
    messages: Sequence[Message], marks: Mapping[MilestoneName, Milestone | None], weights: Mapping[str, float]
) -> list[float]:
    """How much speaks for each message of a channel, sorted by time: above THRESHOLD a draft takes it."""
    start, end = (marks.get(n) for n in (MilestoneName.STARTED, MilestoneName.RESOLVED))
    found = signals(messages, start.at if start else None, end.at if end else None)
    bias, get = weights["bias"], weights.get
    return [
        bias + sum(get(name, 0.0) * value for name, value in one.items()) if m.kind in HEARD else NEVER
        for m, one in zip(messages, found, strict=True)
    ]


def _entry(message: Message, score: float, verdict: Verdict, milestone: MilestoneName | None) -> Entry:
    score += 8 if milestone else 0
    why = (f"milestone_{milestone.value}", *verdict.reasons) if milestone else verdict.reasons
    author = message.author if message.kind is not MessageKind.ALERT else message.author_name or message.author
    return Entry(
        message.ts,
        message.at,
        (message.ts,),
        verdict.kind,
        message.text,
        author,
        why,
        message.channel,
        score=score,
    )


def _continues(before: Entry, entry: Entry, message: Message) -> bool:
    """A paragraph in two posts: the same writer, in one breath, both of them worth a line."""
    return (
        message.kind is MessageKind.SAID
        and before.author == entry.author
        and entry.at - before.at <= SAME_BREATH
        and len(before.ts) < 3
        and min(before.score, entry.score) >= THRESHOLD
        and message.thread_ts is None
    )


def _merged(first: Entry, second: Entry) -> Entry:
    best = first if first.score >= second.score else second
    why = tuple(dict.fromkeys((*first.why, *second.why)))
    text = f"{first.text}\n{second.text}"
    return replace(first, ts=first.ts + second.ts, text=text, kind=best.kind, why=why, score=best.score)


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
