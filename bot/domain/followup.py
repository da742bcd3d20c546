"""Policy + item + calendar → when its owner is reminded next. Nothing here sends anything.

A reminder has a slot, in days from the due date: before it, on it, then with widening gaps. A slot's moment is the
first working hour of its day in the owner's zone; where that day is off, a slot up to the date moves to the working
day before (a reminder after the date would be late), any other to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.action_item import ActionItem, ItemKind, ItemState, Priority
from bot.domain.due_date import Sprints
from bot.domain.postmortem import Severity

# Whether a day is a holiday in the country of a zone (an IANA name).
DayOff = Callable[[str, date], bool]
LAST_WORKDAY = 4  # Friday, counted from Monday = 0
LONGEST_HOLIDAY = 60  # days; only a broken calendar is longer


@dataclass(frozen=True, slots=True)
class Plan:
    """How one item is followed: reminders in days from its date (negative: before), between which local hours; after
    how many days past the date the lead hears of it (None: never); after how many days a finished one is asked about."""

    days: tuple[int, ...] = (-2, 0, 7, 21, 49)
    from_hour: int = 9
    until_hour: int = 17
    escalate_after: int | None = None
    prove_after: int | None = 28


@dataclass(frozen=True, slots=True)
class Rule:
    """A plan for some items: those of this priority, kind and severity, where None stands for any."""

    plan: Plan
    priority: Priority | None = None
    kind: ItemKind | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """How items are followed: the first rule that fits, else the plan for all. `digest_weekday` from Monday = 0,
    None: no digest. A status with one of these emoji (names) or words (lower case) says that somebody is away.
    `sprints` gives a meaning to "end of sprint"; a temporary fix without a date is asked about after `expires_after` days;
    `fingerprint` tells one policy from another."""

    plan: Plan = Plan()
    rules: tuple[Rule, ...] = ()
    digest_weekday: int | None = 0
    leave_emoji: frozenset[str] = frozenset()
    leave_words: tuple[str, ...] = ()
    sprints: Sprints | None = None
    expires_after: int = 30
    fingerprint: str = ""

    def plan_for(self, item: ActionItem, severity: Severity) -> Plan:
        """The plan of an item of a postmortem of that severity."""
        return next((r.plan for r in self.rules if _fits(r, item, severity)), self.plan)

    def on_leave(self, emoji: str, words: str) -> bool:
        """Whether a status says that somebody is away."""
        return emoji.strip(":") in self.leave_emoji or any(w in words.casefold() for w in self.leave_words)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The owner's own: their zone (an IANA name, None where unknown: UTC) and what is a holiday there."""

    zone: str | None
    day_off: DayOff

    def works_on(self, day: date) -> bool:
        """Whether it is a weekday and no holiday."""
        return day.weekday() <= LAST_WORKDAY and not self.day_off(self.zone or "UTC", day)

    def day(self, at: datetime) -> date:
        """The owner's day at a moment."""
        return at.astimezone(zone_of(self.zone)).date()


def next_nudge(item: ActionItem, plan: Plan, calendar: Calendar, after: datetime) -> datetime | None:
    """When to look at an item next, strictly after that moment (both aware UTC); None where nothing is to be said."""
    if item.state is ItemState.DONE:
        return _proof(item, plan, calendar, after)
    if not item.open or item.owner is None:
        return None
    if item.snoozed_until is not None:
        again = _opening(working_day(item.snoozed_until, calendar), plan, calendar)
        if again > after:
            return again
    if item.due is None:
        return None
    said = item.nudged_on or date.min
    moments = (slot_moment(item.due, slot, plan, calendar) for slot in slots(plan))
    return next(m for m in moments if m > after and calendar.day(m) > said)


def slots(plan: Plan) -> Iterator[int]:
    """The days of a plan, then on and on with gaps that double."""
    yield from plan.days
    last = plan.days[-1]
    gap = last - plan.days[-2] if len(plan.days) > 1 else 7
    while True:
        gap *= 2
        last += gap
        yield last


def slot_moment(due: date, slot: int, plan: Plan, calendar: Calendar) -> datetime:
    """When a slot's reminder is due, aware UTC."""
    day = due + timedelta(days=slot)
    return _opening(working_day(day, calendar, back=slot <= 0), plan, calendar)


def working_day(day: date, calendar: Calendar, *, back: bool = False) -> date:
    """The day itself, or the nearest working day after it (or before it)."""
    step = timedelta(days=-1 if back else 1)
    for _ in range(LONGEST_HOLIDAY):
        if calendar.works_on(day):
            break
        day += step
    return day


def in_hours(now: datetime, plan: Plan, calendar: Calendar) -> bool:
    """Whether a moment lies in a working hour of the owner."""
    local = now.astimezone(zone_of(calendar.zone))
    return calendar.works_on(local.date()) and plan.from_hour <= local.hour < plan.until_hour


def next_working_moment(now: datetime, plan: Plan, calendar: Calendar) -> datetime:
    """The moment itself where it lies in a working hour, else the beginning of the next working day."""
    if in_hours(now, plan, calendar):
        return now
    local = now.astimezone(zone_of(calendar.zone))
    day = local.date() if local.hour < plan.from_hour else local.date() + timedelta(days=1)
    return _opening(working_day(day, calendar), plan, calendar)


def next_morning(now: datetime, plan: Plan, calendar: Calendar) -> datetime:
    """The beginning of the next working day after today."""
    return _opening(working_day(calendar.day(now) + timedelta(days=1), calendar), plan, calendar)


def digest_for(today: date, weekday: int, calendar: Calendar) -> date | None:
    """The day whose digest is told today: today itself where it is that weekday, else the last one where it was a day off
    and today is the first working day after it. None on any other day."""
    last = today - timedelta(days=(today.weekday() - weekday) % 7)
    return last if working_day(last, calendar) == today else None


def announces(item: ActionItem, plan: Plan) -> bool:
    """Whether a reminder has to say that the lead hears of it next."""
    return item.open and plan.escalate_after is not None and item.escalated_at is None


def escalates(item: ActionItem, plan: Plan, today: date) -> bool:
    """Whether the lead is to hear of it now: the plan says so, and the owner was told before."""
    if not announces(item, plan) or item.warned_at is None or item.due is None or plan.escalate_after is None:
        return False
    return (today - item.due).days >= plan.escalate_after


def zone_of(name: str | None) -> ZoneInfo:
    """The zone of an IANA name; UTC where the name is missing or unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _proof(item: ActionItem, plan: Plan, calendar: Calendar, after: datetime) -> datetime | None:
    if item.worked_at is not None or item.closed_at is None or plan.prove_after is None:
        return None
    day = calendar.day(item.closed_at) + timedelta(days=plan.prove_after)
    moment = _opening(working_day(day, calendar), plan, calendar)
    return moment if moment > after else None


def _opening(day: date, plan: Plan, calendar: Calendar) -> datetime:
    return datetime.combine(day, time(plan.from_hour), zone_of(calendar.zone)).astimezone(UTC)


def _fits(rule: Rule, item: ActionItem, severity: Severity) -> bool:
    wanted = ((rule.priority, item.priority), (rule.kind, item.kind), (rule.severity, severity))
    return all(want is None or want == has for want, has in wanted)
