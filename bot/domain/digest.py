"""What a lead hears of once a week, and whether there is anything to hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.action_item import ActionItem, ItemState, missing, overdue

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Digest:
    """The items of somebody's postmortems as of `day`: past their date, without owner or date, finished this week."""

    day: date
    overdue: tuple[ActionItem, ...]
    bare: tuple[ActionItem, ...]
    done: tuple[ActionItem, ...]

    @property
    def worth_saying(self) -> bool:
        """Whether there is something to say; good news alone is worth a message, too."""
        return bool(self.overdue or self.bare or self.done)


def digest(items: Iterable[ActionItem], today: date, now: datetime) -> Digest:
    """The digest of some items; the longest overdue first."""
    known = sorted(items, key=lambda i: (i.due or date.max, i.number))
    late = tuple(i for i in known if overdue(i, today))
    bare = tuple(i for i in known if i.open and missing(i))
    done = tuple(i for i in known if i.state is ItemState.DONE and i.closed_at is not None and now - i.closed_at <= WEEK)
    return Digest(today, late, bare, done)
