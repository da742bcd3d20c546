"""Messages + what people chose → the draft. A pure function, so a redraft can never lose a choice."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.consistency import inconsistencies
from bot.domain.curation import (
    NOTHING,
    Accepted,
    AcceptedMilestone,
    Curation,
    SetMilestone,
    SignOff,
    key_of,
    message_key,
    place_of,
)
from bot.domain.first_look import first_look
from bot.domain.lines import Entry, arrange
from bot.domain.message import Message, Person
from bot.domain.milestones import Milestone, MilestoneName, find_milestones
from bot.domain.units import WEIGHTS, Unit, Weights, threshold_of, units_of

GAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The draft: its lines by time, what was left out (best first), milestones, and questions (codes) to ask. `offered`
    came after the timeline was accepted and waits for somebody to take or leave it."""

    entries: tuple[Entry, ...] = ()
    left_out: Sequence[Entry] = ()
    milestones: Mapping[MilestoneName, Milestone | None] = field(default_factory=lambda: MappingProxyType({}))
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    questions: tuple[str, ...] = ()
    offered: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """What is made of messages before anybody chose: costly where they are many, the same as long as they are."""

    messages: tuple[Message, ...]
    units: tuple[Unit, ...]
    milestones: Mapping[MilestoneName, Milestone | None]
    threshold: float


def draft(
    messages: Sequence[Message],
    people: Mapping[str, Person],
    curation: Curation = NOTHING,
    weights: Weights = WEIGHTS,
) -> Timeline:
    """The draft of these messages, in whatever order they come. Choices always win over what the draft thinks."""
    return curated(drafted(messages, people, weights), curation)


def drafted(messages: Sequence[Message], people: Mapping[str, Person], weights: Weights = WEIGHTS) -> Drafted:
    """The units of these messages, in whatever order they come."""
    by_time = tuple(sorted({(m.channel, m.ts): m for m in messages}.values(), key=lambda m: (m.at, m.ts, m.channel)))
    look = first_look(by_time, people, weights.first)
    found = find_milestones(by_time, people, look)
    units = units_of(look, found, weights)
    return Drafted(by_time, tuple(units), found, threshold_of(units))


def curated(found: Drafted, curation: Curation) -> Timeline:
    """The timeline: what was drafted, and what people chose on top."""
    lines = arrange(found.units, found.threshold, found.messages, curation)
    marks = _milestones(found, curation)
    return Timeline(
        lines.entries, lines.left_out, MappingProxyType(marks), _gaps(lines.entries), inconsistencies(marks), lines.offered
    )


def _milestones(found: Drafted, curation: Curation) -> dict[MilestoneName, Milestone | None]:
    """As found; from a sign-off on as accepted, as long as the message that shows it is there; as set by hand."""
    said = {m.ts: m for m in found.messages}
    marks = {n: replace(m, channel=said[m.ts].channel) if m and m.ts in said else m for n, m in found.milestones.items()}
    alive = {message_key(m) for m in found.messages}
    for step in curation.active:
        if isinstance(step.change, SignOff):
            kept = {m.name: m for m in step.change.milestones if not m.key or m.key in alive}
            marks = {n: _mark(kept[n].at, kept[n].key, kept[n].how) if n in kept else None for n in MilestoneName}
        elif isinstance(step.change, SetMilestone):
            at, key = step.change.at, step.change.key
            marks[step.change.name] = _mark(at, key if key in alive else "", "by_hand") if at else None
    return marks


def _mark(at: datetime, key: str, how: str) -> Milestone:
    channel, ts = place_of(key) if key else ("", None)
    return Milestone(at, ts, how, channel)


def acceptance(timeline: Timeline) -> SignOff:
    """The step that accepts a timeline as it stands."""
    marks = [
        AcceptedMilestone(name, m.at, m.how, key_of(m.channel, m.ts) if m.ts else "")
        for name, m in timeline.milestones.items()
        if m is not None
    ]
    return SignOff(tuple(Accepted(e.kind, e.keys) for e in timeline.entries), tuple(marks))


def _gaps(entries: Sequence[Entry]) -> tuple[tuple[datetime, datetime], ...]:
    pairs = itertools.pairwise(entries)
    return tuple((a.at, b.at) for a, b in pairs if b.at - a.at >= GAP)
