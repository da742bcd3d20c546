"""Which message is due when, by the rules as they are written down. Of the bot's own code it uses what reads a policy file and
what knows the holidays, and nothing that plans or sends.

It knows all that happened and lets the time run once more: an item has a next moment; when that comes, its owner is told
of all that is due in one message, as soon as it is legal (their hours, no leave, Slack there), at most once a day.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.domain.action_item import ItemMove
from bot.domain.followup import Plan
from bot.holiday_calendar import is_holiday
from bot.policy_files import load_policy
from tests.simulation.year import AFTER, BEFORE, Done, Made, Owner, Year

DAY = timedelta(days=1)
POLICY = "policies/default.yaml"


@dataclass(frozen=True)
class Due:
    """A message that must reach somebody at that moment, or within minutes after it. `about`: an item, or a week."""

    kind: str
    person: str
    about: str
    at: datetime


@dataclass
class State:
    """An item as it stands."""

    made: Made
    owner: str
    due: date
    open: bool = True
    finished: bool = False
    closed_at: datetime | None = None
    proved: bool = False
    rests_until: date | None = None
    said_on: date = date.min
    next: datetime | None = None


@dataclass
class Oracle:
    """Tells what is due in a year in which these things were done to items (also what people did in answer to the bot)."""

    year: Year
    found: list[Due] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing happened yet."""
        self._policy = load_policy(BEFORE / POLICY)
        self._items: dict[str, State] = {}
        self._told: dict[str, date] = {}
        self._left: set[str] = set()  # who is known to have left
        self._asked: set[tuple[str, datetime | None]] = set()
        self._coming: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = count()

    def tell(self, done: Iterable[Done]) -> list[Due]:
        """All that is due, in order."""
        for made in self.year.made:
            self._at(made.at, lambda at, made=made: self._promised(made, at))  # type: ignore[misc]
        for one in done:
            self._at(one.at, lambda at, one=one: self._changed(one, at))  # type: ignore[misc]
        self._at(self.year.policy_at, self._other_policy)
        for lead in self.year.leads:
            self._next_week(lead, self.year.made[0].incident.at.date())
        while self._coming and self._coming[0][0] < self.year.until:
            at, _, happens = heapq.heappop(self._coming)
            happens(at)
        found = [d for d in self.found if d.at < self.year.until]
        return sorted(found, key=lambda d: (d.at, d.kind, d.about))

    def _at(self, at: datetime, happens: Callable[[datetime], None]) -> None:
        heapq.heappush(self._coming, (at, next(self._order), happens))

    # What happens.

    def _promised(self, made: Made, at: datetime) -> None:
        self._items[made.id] = State(made, made.owner, made.due)
        self._plan(self._items[made.id], at)

    def _changed(self, done: Done, at: datetime) -> None:
        item = self._items[done.item]
        match done.what:
            case ItemMove.DONE | ItemMove.DROP:
                item.open, item.closed_at = False, at
                item.finished = done.what is ItemMove.DONE
                item.proved = not item.finished
            case ItemMove.WORKED:
                item.proved = True
            case ItemMove.REOPEN:
                item.open, item.finished, item.closed_at, item.rests_until = True, False, None, None
                if item.owner in self._left:
                    item.next = at
                    self._gone(self.year.people[item.owner], at)
                    return
            case ItemMove.NEW_DATE:
                item.due, item.rests_until = date.fromisoformat(done.value), None
            case ItemMove.SNOOZE:
                item.rests_until = date.fromisoformat(done.value)
            case ItemMove.HAND_OVER:
                item.owner, item.rests_until = done.value, None
            case _:
                return  # other words, or that somebody accepts, change no date
        self._plan(item, at)

    def _other_policy(self, at: datetime) -> None:
        self._policy = load_policy(AFTER / POLICY)
        for item in self._items.values():
            if item.next is not None and item.next > at:
                self._plan(item, at)

    # When something is due.

    def _rules(self, item: State) -> Plan:
        for rule in self._policy.rules:
            if rule.priority in {None, item.made.priority} and rule.kind in {None, item.made.kind}:
                return rule.plan
        return self._policy.plan

    def _plan(self, item: State, after: datetime) -> None:
        item.next = self._moment(item, after)
        if item.next is not None:
            self._at(item.next, lambda at, owner=item.owner: self._wake(owner, at))  # type: ignore[misc]

    def _moment(self, item: State, after: datetime) -> datetime | None:
        owner, plan = self.year.people[item.owner], self._rules(item)
        if not item.open:
            if item.proved or item.closed_at is None or plan.prove_after is None:
                return None
            day = item.closed_at.astimezone(ZoneInfo(owner.zone)).date() + DAY * plan.prove_after
            asked = self._morning(owner, day, 1)
            return asked if asked > after else None
        if item.rests_until is not None and (rested := self._morning(owner, item.rests_until, 1)) > after:
            return rested
        for days in _days(plan):
            moment = self._morning(owner, item.due + DAY * days, 1 if days > 0 else -1)
            if moment > after and _local(owner, moment) > item.said_on:
                return moment
        raise AssertionError("there is always another day")

    def _morning(self, owner: Owner, day: date, step: int) -> datetime:
        while not works(owner, day):
            day += DAY * step
        return datetime.combine(day, time(self._policy.plan.from_hour), ZoneInfo(owner.zone)).astimezone(UTC)

    def _legal(self, person: str, at: datetime, *, leave: bool) -> datetime:
        """The first moment from then on at which somebody may be told something."""
        owner, plan = self.year.people[person], self._policy.plan
        while True:
            local = at.astimezone(ZoneInfo(owner.zone))
            if local.hour >= plan.until_hour or not works(owner, local.date()):
                at = self._morning(owner, local.date() + DAY, 1)
            elif local.hour < plan.from_hour:
                at = self._morning(owner, local.date(), 1)
            elif (back := _within(at, self.year.outages)) or (leave and (back := _within(at, owner.leave))):
                at = back
            else:
                return at

    # What is said.

    def _wake(self, owner: str, at: datetime) -> None:
        due = [i for i in self._items.values() if i.owner == owner and i.next is not None and i.next <= at]
        if not due:
            return
        person = self.year.people[owner]
        for item in due:
            if not item.open:
                self._ask_lead(item, at)
        gone = person.left_at is not None and person.left_at <= at
        legal = self._legal(owner, at, leave=not gone)
        day = _local(person, legal)
        if legal == at and self._told.get(owner) == day and not gone:
            legal = self._morning(person, day + DAY, 1)
        if legal > at:
            legal = min(legal, self._looked_at(person, at) or legal)
            self._at(legal, lambda later: self._wake(owner, later))
            return
        if gone:
            self._gone(person, at)
            return
        self._told[owner] = day
        for item in due:
            self.found.append(Due("nudge", owner, item.made.id, at))
            item.said_on = day
            self._plan(item, at)

    def _looked_at(self, person: Owner, at: datetime) -> datetime | None:
        """When the bot sees that somebody on leave has left: it looks each morning, where the status does not say until when."""
        left = person.left_at
        if left is None or left <= at or any(begin <= at < end and told for begin, end, told in person.leave):
            return None
        morning = self._morning(person, _local(person, left), 1)
        return morning if morning >= left else self._morning(person, _local(person, left) + DAY, 1)

    def _ask_lead(self, item: State, at: datetime) -> None:
        closed, lead = item.closed_at, item.made.incident.lead

        def ask(now: datetime) -> None:
            if item.closed_at == closed and not item.proved and (item.made.id, closed) not in self._asked:
                self._asked.add((item.made.id, closed))
                self.found.append(Due("prove", lead, item.made.id, now))

        self._at(self._legal(lead, at, leave=False), ask)

    def _gone(self, person: Owner, at: datetime) -> None:
        """The bot hears of it when it wants to say something, and gives back what is open."""
        for item in self._items.values():
            if item.owner == person.id and (person.id not in self._left or (item.next is not None and item.next <= at)):
                if item.open and item.next is not None:
                    lead = item.made.incident.lead
                    self.found.append(Due("left", lead, item.made.id, self._legal(lead, at, leave=False)))
                if item.open or (item.next is not None and item.next <= at):
                    item.next = None

        self._left.add(person.id)

    def _next_week(self, lead: str, day: date) -> None:
        """The digest of the week after a day: on Monday, or on the first working day after it."""
        owner = self.year.people[lead]
        monday = day + DAY * (7 - day.weekday())

        def tell(at: datetime) -> None:
            self._next_week(lead, monday)
            mine = [i for i in self._items.values() if i.made.incident.lead == lead]
            if any(i.open for i in mine):
                self._at(self._legal(lead, at, leave=False), say)

        def say(at: datetime) -> None:
            mine = [i for i in self._items.values() if i.made.incident.lead == lead]
            late = any(i.open and i.due < _local(owner, at) for i in mine)
            fresh = any(i.finished and i.closed_at and at - i.closed_at <= 7 * DAY for i in mine)
            if late or fresh:
                self.found.append(Due("digest", lead, f"{monday:%G}-{monday.isocalendar().week}", at))

        self._at(self._morning(owner, monday, 1), tell)


def _days(plan: Plan) -> Iterator[int]:
    yield from plan.days
    last, gap = plan.days[-1], plan.days[-1] - plan.days[-2]
    while True:
        gap *= 2
        last += gap
        yield last


def works(owner: Owner, day: date) -> bool:
    """Whether it is a working day where somebody is."""
    return day.weekday() < 5 and not is_holiday(owner.zone, day)


def _local(owner: Owner, at: datetime) -> date:
    return at.astimezone(ZoneInfo(owner.zone)).date()


def _within(at: datetime, spans: Iterable[tuple[datetime, datetime, *tuple[bool, ...]]]) -> datetime | None:
    return next((end for begin, end, *_ in spans if begin <= at < end), None)
