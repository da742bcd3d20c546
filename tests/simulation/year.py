"""What happens in the simulated time, by a seed: people, postmortems, items, what becomes of them, and what goes wrong.

No moment lies within three minutes after a full or half hour, when reminders are due: whether a press then comes before
or after the reminder is nobody's fault.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.action_item import ItemKind, ItemMove, Priority
from bot.domain.postmortem import Severity

BEGIN = datetime(2026, 1, 5, 0, 7, tzinfo=UTC)
# All of them change to and from daylight saving time; Sydney and Santiago in the other direction.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "America/Santiago", "Africa/Cairo")
REPLICAS = 3
# Folders as of PROMPTS_DIR: the policy changes in the middle.
BEFORE, AFTER = (Path(__file__).with_name(name) for name in ("before", "after"))


@dataclass
class Owner:
    """Somebody, with the spans in which their status says that they are away, and when their account ends."""

    id: str
    zone: str
    leave: list[tuple[datetime, datetime, bool]] = field(default_factory=list)  # from, until, whether the status says until
    left_at: datetime | None = None


@dataclass(frozen=True)
class Incident:
    id: str
    number: int
    at: datetime
    lead: str
    severity: Severity


@dataclass(frozen=True)
class Made:
    """An item as it is promised."""

    id: str
    incident: Incident
    at: datetime
    owner: str
    due: date
    kind: ItemKind
    priority: Priority


@dataclass(frozen=True)
class Done:
    """What somebody does to an item."""

    item: str
    at: datetime
    what: ItemMove
    value: str = ""


@dataclass
class Year:
    """All of it. `outages` of Slack as (from, until); `crashes` as (when, which replica, after how many seconds of its work)."""

    until: datetime
    people: dict[str, Owner]
    leads: list[str]
    made: list[Made]
    done: list[Done]
    outages: list[tuple[datetime, datetime]]
    crashes: list[tuple[datetime, int, float]]
    policy_at: datetime


def year(seed: int, *, days: int = 365, incidents: int = 200, items: int = 1500) -> Year:
    """A year, or a part of it."""
    chance = random.Random(seed)
    until = BEGIN + timedelta(days=days)
    scale = max(1, incidents // 20)
    leads = [f"U0LEAD{n}" for n in range(scale * 2)]
    people = {p: Owner(p, ZONES[n % 5]) for n, p in enumerate([*leads, *(f"U0OWNER{n}" for n in range(scale * 6))])}
    owners = [p for p in people if p not in leads]
    told = [
        Incident(f"p{n}", n + 1, _when(chance, BEGIN, days * 0.7), chance.choice(leads), chance.choice([*Severity]))
        for n in range(incidents)
    ]
    for person in chance.sample(owners, len(owners) // 2):
        people[person].leave = [_leave(chance, people[person].zone, days)]
    for person in chance.sample(owners, len(owners) // 6):
        people[person].left_at = _when(chance, BEGIN + timedelta(days=days * 0.3), days * 0.5)
    made = sorted(
        (_made(chance, n, told, [people[p] for p in owners], min(90, days // 2)) for n in range(items)), key=lambda m: m.at
    )
    return Year(
        until,
        people,
        leads,
        made,
        sorted((d for m in made for d in _fate(chance, m, owners, people)), key=lambda d: d.at),
        list(_outages(chance, days)),
        [(_when(chance, BEGIN, days), chance.randrange(REPLICAS), chance.random() * 0.05) for _ in range(max(5, days // 2))],
        # A Sunday, at an hour that is a Sunday in all zones.
        datetime.combine((BEGIN + timedelta(days=days // 14 * 7 + 6)).date(), time(12, 7), UTC),
    )


def _when(chance: random.Random, begin: datetime, days: float) -> datetime:
    at = begin + timedelta(days=chance.random() * days)
    return at.replace(minute=chance.choice((*range(5, 28), *range(35, 58))), second=chance.randrange(60), microsecond=0)


def _made(chance: random.Random, number: int, told: list[Incident], owners: list[Owner], longest: int) -> Made:
    incident = chance.choice(told)
    at = _when(chance, incident.at + timedelta(hours=2), 3)
    stays = [o.id for o in owners if o.left_at is None or o.left_at > at]
    due = (at + timedelta(days=chance.randrange(1, longest))).date()
    kind = chance.choice([ItemKind.PREVENT, ItemKind.DETECT, ItemKind.TEMPORARY, ItemKind.PROCESS])
    return Made(f"i{number}", incident, at, chance.choice(stays), due, kind, chance.choice([*Priority]))


def _fate(chance: random.Random, made: Made, owners: list[str], people: dict[str, Owner]) -> Iterator[Done]:
    """What becomes of an item: some are done early, some late, some after another date, a rest or another owner, some never."""
    due = datetime.combine(made.due, time(), UTC)
    at, left = _when(chance, made.at + timedelta(hours=1), 10), chance.random()
    if left < 0.2:
        yield Done(made.id, at, chance.choice([ItemMove.ACCEPT, ItemMove.BLOCK, ItemMove.REWORD]), "in other words")
    at = _when(chance, max(at, due - timedelta(days=4)) + timedelta(hours=1), 12)
    turn = chance.random()
    if turn < 0.2:
        later = at.date() + timedelta(days=chance.randrange(1, 40))
        yield Done(made.id, at, ItemMove.NEW_DATE, later.isoformat())
    elif turn < 0.35:
        yield Done(made.id, at, ItemMove.SNOOZE, (at.date() + timedelta(days=chance.randrange(1, 20))).isoformat())
    elif turn < 0.45:
        yield Done(made.id, at, ItemMove.HAND_OVER, chance.choice([p for p in owners if people[p].left_at is None]))
    at = _when(chance, at + timedelta(hours=1), 60)
    end = chance.random()
    if end < 0.6:
        yield Done(made.id, at, ItemMove.DONE, "the graph")
        if chance.random() < 0.4:
            after = _when(chance, at + timedelta(days=1), 50)
            yield Done(made.id, after, chance.choice([ItemMove.WORKED, ItemMove.REOPEN]))
    elif end < 0.7:
        yield Done(made.id, at, ItemMove.DROP)


def _leave(chance: random.Random, zone: str, days: int) -> tuple[datetime, datetime, bool]:
    first = (BEGIN + timedelta(days=chance.randrange(min(10, days // 4), days - 5))).date()
    last = first + timedelta(days=chance.randrange(2, 21))
    begin, end = (datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in (first, last))
    return begin, end, chance.random() < 0.5


def _outages(chance: random.Random, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Of minutes, hours and a day; none overlaps another."""
    lengths = [timedelta(minutes=7), timedelta(minutes=50), timedelta(hours=5), timedelta(hours=24)][: 4 if days > 20 else 2]
    free = BEGIN
    for begin in sorted(_when(chance, BEGIN, days - 3) for _ in range(max(3, days // 12))):
        if begin > free:
            end = begin + chance.choice(lengths)
            free = end if end.minute % 30 > 3 else end + timedelta(minutes=5)
            yield begin, free
