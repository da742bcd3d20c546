"""Messages → the lines a draft could have: each a unit of meaning with its kind, its reasons and how much speaks for it.

What people chose is not known here; `timeline.py` puts the choices on top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.classify import EntryKind, Verdict, classify
from bot.domain.message import Message, MessageKind
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.signals import signals

THRESHOLD = 0.0
# What carries words somebody meant to say, or a new topic; the rest is never taken by itself.
HEARD = {MessageKind.SAID, MessageKind.ALERT, MessageKind.TOPIC, MessageKind.PURPOSE}
NEVER = -9.0
FEWEST, WEAKEST = 8, -2.5
SAME_BREATH = timedelta(seconds=100)


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more messages that say one thing. `why` holds reason codes, which whoever shows the line turns into words."""

    at: datetime
    ts: tuple[str, ...]
    kind: EntryKind
    text: str
    author: str
    why: tuple[str, ...]
    channel: str
    score: float


def units_of(
    messages: Sequence[Message], marks: Mapping[MilestoneName, Milestone | None], weights: Mapping[str, float]
) -> list[Unit]:
    """The units of messages sorted by time, by their first message."""
    shows = {m.ts: name for name, m in marks.items() if m is not None and m.ts is not None}
    units: list[Unit] = []
    for message, score in zip(messages, scores(messages, marks, weights), strict=True):
        unit = _unit(message, score, classify(message), shows.get(message.ts))
        if units and _continues(units[-1], unit, message):
            units[-1] = _merged(units[-1], unit)
        else:
            units.append(unit)
    return units


def threshold_of(units: Sequence[Unit]) -> float:
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


def _unit(message: Message, score: float, verdict: Verdict, milestone: MilestoneName | None) -> Unit:
    score += 8 if milestone else 0
    why = (f"milestone_{milestone.value}", *verdict.reasons) if milestone else verdict.reasons
    author = message.author if message.kind is not MessageKind.ALERT else message.author_name or message.author
    return Unit(
        message.at,
        (message.ts,),
        verdict.kind,
        message.text,
        author,
        why,
        message.channel,
        score=score,
    )


def _continues(before: Unit, unit: Unit, message: Message) -> bool:
    """A paragraph in two posts: the same writer, in one breath, both of them worth a line."""
    return (
        message.kind is MessageKind.SAID
        and (before.author, before.channel) == (unit.author, unit.channel)
        and unit.at - before.at <= SAME_BREATH
        and len(before.ts) < 3
        and min(before.score, unit.score) >= THRESHOLD
        and message.thread_ts is None
    )


def _merged(first: Unit, second: Unit) -> Unit:
    best = first if first.score >= second.score else second
    why = tuple(dict.fromkeys((*first.why, *second.why)))
    text = f"{first.text}\n{second.text}"
    return replace(first, ts=first.ts + second.ts, text=text, kind=best.kind, why=why, score=best.score)
