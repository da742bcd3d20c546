"""Policy + items + calendar → the nudges that are due. Nothing here sends anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.action_item import ActionItem

LAST_WORKDAY = 4  # Friday, counted from Monday = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """When to nudge, in days from the due date (negative: before), and between which local hours."""

    days: tuple[int, ...] = (-2, 0, 7, 21, 49)
    from_hour: int = 9
    until_hour: int = 17


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder that is owed: which item, and which slot of the policy (a day offset) it fills."""

    item: ActionItem
    slot: int

    @property
    def key(self) -> str:
        """Names the nudge for good: the same item, date and slot never get a second one."""
        return f"{self.item.id}:{self.item.due}:{self.slot}"


def due_nudges(
    items: Iterable[ActionItem],
    zones: Mapping[str, str | None],
    policy: Policy,
    now: datetime,
) -> tuple[Nudge, ...]:
    """The nudges owed at `now` (aware UTC): at most one an item, that of the latest slot reached.

    `zones` maps an owner's id to an IANA zone name; an unknown zone counts as UTC.
    """
    owed = []
    for item in items:
        if not item.open or item.owner is None or item.due is None:
            continue
        local = now.astimezone(zone_of(zones.get(item.owner)))
        if not in_hours(local, policy) or _snoozed(item, local.date()):
            continue
        slot = latest_slot(item.due, local.date(), policy)
        if slot is not None:
            owed.append(Nudge(item, slot))
    return tuple(owed)


def latest_slot(due: date, today: date, policy: Policy) -> int | None:
    """The last slot whose day has come; None before the first. The caller looks at the hour and the weekday."""
    past = (today - due).days
    reached = [slot for slot in policy.days if slot <= past]
    return max(reached, default=None)


def in_hours(local: datetime, policy: Policy) -> bool:
    """Whether a local time is a working hour of a weekday."""
    return local.weekday() <= LAST_WORKDAY and policy.from_hour <= local.hour < policy.until_hour


def zone_of(name: str | None) -> ZoneInfo:
    """The zone of an IANA name; UTC where the name is missing or unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _snoozed(item: ActionItem, today: date) -> bool:
    return item.snoozed_until is not None and today < item.snoozed_until
