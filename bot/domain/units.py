"""Messages → the lines a draft could have: each a unit of meaning with its kind, its reasons and how much speaks for it.

What people chose is not known here; `timeline.py` puts the choices on top.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.alerts import AlertState, alert_key, alert_state
from bot.domain.classify import EntryKind, kind_of
from bot.domain.first_look import FirstLook, first_look, weighed
from bot.domain.message import Message, MessageKind
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.reasons import reasons
from bot.domain.signals import Signals
from bot.domain.surroundings import Surroundings, surroundings
from bot.domain.timeline_weights import FIRST, KINDS, SECOND


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a message's own signals, of those around it, and of each kind."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]


WEIGHTS = Weights(FIRST, SECOND, KINDS)
THRESHOLD = 0.0
# What carries words somebody meant to say, or a new topic; the rest is never taken by itself.
HEARD = {MessageKind.SAID, MessageKind.ALERT, MessageKind.TOPIC, MessageKind.PURPOSE}
NEVER = -9.0
# What is weaker is told nothing about: its kind and reasons are not worth the time.
FAINT = -1.2
FEWEST, WEAKEST = 8, -2.5
# A channel of n messages gives at most MOST times the root of n lines: some 75 of 300, 135 of 1,000.
MOST = 4.3
SHOWS_MILESTONE = 8.0
SAME_BREATH = timedelta(seconds=120)
SAME_BURST = timedelta(seconds=90)
SAME_ALERT = timedelta(hours=12)
ANSWER = timedelta(minutes=5)
LONGEST, MOST_ALERTS, LOOK_BACK = 3, 8, 8


@dataclass(slots=True, eq=False)
class Unit:
    """One or more messages that say one thing. Its kind and its reasons are told when they are asked for: of a long
    channel hardly a line in twenty is ever shown."""

    at: datetime
    ts: tuple[str, ...]
    text: str
    author: str
    channel: str
    score: float
    parts: tuple[Part, ...] = ()
    meaning: Meaning | None = None

    @property
    def kind(self) -> EntryKind:
        """The kind of what is strongest in it."""
        best = max(self.parts, key=lambda part: part.score, default=None)
        return self.meaning.kind(best) if best and self.meaning else EntryKind.OBSERVATION

    @property
    def why(self) -> tuple[str, ...]:
        """Reason codes, which whoever shows the line turns into words."""
        return tuple(dict.fromkeys(code for part in self.parts for code in self.meaning.why(part))) if self.meaning else ()


class Part(NamedTuple):
    """A message of a unit: its place among the messages, what speaks for it, the milestones it shows."""

    place: int
    score: float
    shows: Sequence[MilestoneName] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What speaks for each message of a channel, sorted by time: its signals, and their sum."""

    own: Sequence[Signals]
    around: Surroundings
    scores: Sequence[float]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the kind and the reasons of messages are told from."""

    messages: Sequence[Message]
    judged: Judged
    kinds: Mapping[str, Mapping[str, float]]

    def kind(self, part: Part) -> EntryKind:
        """The kind of a message; a topic is context."""
        if self.messages[part.place].kind in {MessageKind.TOPIC, MessageKind.PURPOSE}:
            return EntryKind.CONTEXT
        return kind_of(self.judged.own[part.place], self.kinds) if part.score > FAINT else EntryKind.OBSERVATION

    def why(self, part: Part) -> tuple[str, ...]:
        """Why it is in the draft."""
        shown, i = tuple(f"milestone_{name.value}" for name in part.shows), part.place
        if part.score <= FAINT:
            return shown
        around = self.judged.around
        return shown + reasons(self.messages[i], self.kind(part), self.judged.own[i], around.found[i], around.brings[i])

    def agrees(self, part: Part) -> bool:
        """Whether it says yes to what somebody else proposed."""
        return part.score > FAINT and bool(self.judged.around.found[part.place].get("says_yes_to_it"))


@dataclass(frozen=True, slots=True)
class Alone:
    """A message by itself, where nothing around it is looked at."""

    kind: EntryKind
    why: tuple[str, ...]
    score: float


def judge(look: FirstLook, marks: Mapping[MilestoneName, Milestone | None], weights: Weights = WEIGHTS) -> Judged:
    """Score each message again, with what the first scores of those around it tell."""
    start, end = (marks.get(n) for n in (MilestoneName.STARTED, MilestoneName.RESOLVED))
    around = surroundings(look, start.at if start else None, end.at if end else None)
    second = weighed(around.found, weights.second)
    return Judged(look.found, around, [s if m.kind in HEARD else NEVER for m, s in zip(look.messages, second, strict=True)])


def units_of(look: FirstLook, marks: Mapping[MilestoneName, Milestone | None], weights: Weights = WEIGHTS) -> list[Unit]:
    """The units of the messages that were looked at, by their first message."""
    shows: dict[str, list[MilestoneName]] = {}
    for name, mark in marks.items():
        if mark is not None and mark.ts is not None:
            shows.setdefault(mark.ts, []).append(name)
    judged = judge(look, marks, weights)
    meaning = Meaning(look.messages, judged, weights.kinds)
    units: list[Unit] = []
    alerts: dict[str, int] = {}
    for i, message in enumerate(look.messages):
        shown = shows.get(message.ts, ())
        unit = _unit(message, Part(i, judged.scores[i] + (SHOWS_MILESTONE if shown else 0), shown), meaning)
        place = _belongs_to(units, unit, message, alerts)
        if place is None:
            units.append(unit)
            place = len(units) - 1
        else:
            _merge(units[place], unit)
        if message.kind is MessageKind.ALERT:
            _remember(alerts, message, place)
    return units


def threshold_of(units: Sequence[Unit]) -> float:
    """What a line needs to be shown. In a short channel the best few are shown even if none of them is strong; a very
    long one shows only its best."""
    best = sorted((u.score for u in units), reverse=True)
    if not best:
        return THRESHOLD
    spoken = sum(len(u.ts) for u in units if u.score > NEVER)
    most = max(FEWEST, round(MOST * math.sqrt(spoken)))
    lowest = best[most] + 1e-9 if len(best) > most else THRESHOLD
    return max(WEAKEST, min(max(THRESHOLD, lowest), best[min(FEWEST, len(best)) - 1]))


def alone(message: Message) -> Alone:
    """The kind of a message by itself, and why it might be a line."""
    judged = judge(first_look((message,), {}), {})
    kind = kind_of(judged.own[0], WEIGHTS.kinds)
    return Alone(kind, reasons(message, kind, judged.own[0], {}), judged.scores[0])


def author_of(message: Message) -> str:
    """Who speaks: a person by their id, an integration by its name."""
    return message.author if message.kind is not MessageKind.ALERT else message.author_name or message.author


def _unit(message: Message, part: Part, meaning: Meaning) -> Unit:
    author = author_of(message)
    return Unit(message.at, (message.ts,), message.text, author, message.channel, part.score, (part,), meaning)


def _belongs_to(units: Sequence[Unit], unit: Unit, message: Message, alerts: Mapping[str, int]) -> int | None:
    """The unit that a message goes on with: an alert with its alert, a paragraph with its beginning, a yes with what it answers."""
    if message.kind is MessageKind.ALERT:
        return _its_alert(units, message, alerts)
    agrees = _agrees(unit)
    if message.kind is not MessageKind.SAID or (unit.score < THRESHOLD and not agrees):
        return None
    spoken = True  # whether nothing that is shown stands between
    for place in range(len(units) - 1, max(-1, len(units) - LOOK_BACK), -1):
        before = units[place]
        if before.score < THRESHOLD or before.channel != unit.channel:
            continue
        if spoken and _continues(before, unit):
            return place
        if before.author != unit.author and agrees and unit.at - before.at <= ANSWER and len(before.ts) < LONGEST:
            return place
        spoken = False
    return None


def _its_alert(units: Sequence[Unit], message: Message, alerts: Mapping[str, int]) -> int | None:
    state = alert_state(message.text, message.author_name)
    if state in {AlertState.STATUS, AlertState.CHANGE, AlertState.REVIEW, AlertState.OTHER}:
        return None
    same = alerts.get(f"{message.channel} {alert_key(message.text)}")
    if same is not None and message.at - units[same].at <= SAME_ALERT and len(units[same].ts) < MOST_ALERTS:
        return same
    burst = alerts.get(f"{message.channel} burst")
    if (
        state is AlertState.OPENS
        and burst is not None
        and message.at - units[burst].at <= SAME_BURST
        and len(units[burst].ts) < MOST_ALERTS
    ):
        return burst
    return None


def _remember(alerts: dict[str, int], message: Message, place: int) -> None:
    state = alert_state(message.text, message.author_name)
    key = f"{message.channel} {alert_key(message.text)}"
    if state is AlertState.ENDS:
        alerts.pop(key, None)
    elif state in {AlertState.OPENS, AlertState.ACKED, AlertState.ESCALATES}:
        alerts[key] = place
        if state is AlertState.OPENS:
            alerts[f"{message.channel} burst"] = place


def _continues(before: Unit, unit: Unit) -> bool:
    """A paragraph in two posts: the same writer, in one breath, both of them worth a line."""
    return (
        (before.author, before.channel) == (unit.author, unit.channel)
        and unit.at - before.at <= SAME_BREATH
        and len(before.ts) < LONGEST
        and min(before.score, unit.score) >= THRESHOLD
    )


def _agrees(unit: Unit) -> bool:
    return unit.meaning is not None and unit.meaning.agrees(unit.parts[0])


def _merge(first: Unit, second: Unit) -> None:
    first.ts += second.ts
    first.parts += second.parts
    first.text = f"{first.text}\n{second.text}"
    first.score = max(first.score, second.score)
