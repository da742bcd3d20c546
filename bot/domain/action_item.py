"""An action item, its states, and what makes it a good one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

TEXT_LIMIT = 2000


class ItemState(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ItemKind(StrEnum):
    """What the item is meant to change; TEMPORARY marks a fix that must be replaced or removed."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"
    LEARN = "learn"
    TEMPORARY = "temporary"


class Priority(StrEnum):
    """How soon it matters."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class ItemMove(StrEnum):
    """What people do to an item."""

    DONE = "done"
    EVIDENCE = "evidence"
    DROP = "drop"
    REOPEN = "reopen"
    ACCEPT = "accept"
    NEW_DATE = "new_date"
    HAND_OVER = "hand_over"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SNOOZE = "snooze"
    WORKED = "worked"
    REWORD = "reword"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing somebody did to an item. `value` is what the move needs: a date (ISO), a person, what it is blocked
    by, what shows that it is done, other words; `reason` is why, in their own words."""

    what: ItemMove
    by: str
    at: datetime
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One promised improvement. `due` is a calendar day of the owner; `number` is unique in the workspace.

    `source` is (channel, ts) of the message it came from, None where somebody typed it for itself.
    """

    id: str
    number: int
    postmortem: str
    text: str
    created_by: str
    created_at: datetime
    owner: str | None = None
    due: date | None = None
    kind: ItemKind = ItemKind.PREVENT
    priority: Priority = Priority.NORMAL
    state: ItemState = ItemState.OPEN
    source: tuple[str, str] | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    evidence: str = ""
    snoozed_until: date | None = None
    accepted_at: datetime | None = None
    blocked_by: str = ""
    reason: str = ""  # why it was dropped
    worked_at: datetime | None = None  # when somebody said that it did what it was meant to do
    nudge_at: datetime | None = None  # when to look at it next; None: never
    planned_from: datetime | None = None  # the moment after which nudge_at was worked out
    nudged_on: date | None = None  # the owner's day of the last reminder
    warned_at: datetime | None = None  # when a reminder said that the lead hears of it next
    escalated_at: datetime | None = None
    version: int = 1
    issue: str = ""  # what it is called in the tracker, where it has an issue there
    issue_url: str = ""
    role: str = ""  # the role that it belongs to; its owner is whoever is behind that just now
    role_name: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits to be done."""
        return self.state is ItemState.OPEN


def moved(item: ActionItem, move: Move) -> ActionItem | None:
    """The item after a move; None where it is not legal (done twice, say)."""
    legal, change = MOVES[move.what]
    if not legal(item):
        return None
    return replace(change(item, move), version=item.version + 1)


def _is_open(item: ActionItem) -> bool:
    return item.open


def _is_closed(item: ActionItem) -> bool:
    return not item.open


def _is_unproved(item: ActionItem) -> bool:
    return item.state is ItemState.DONE and item.worked_at is None


def _done(item: ActionItem, m: Move) -> ActionItem:
    return replace(item, state=ItemState.DONE, closed_at=m.at, closed_by=m.by, evidence=m.value)


def _dropped(item: ActionItem, m: Move) -> ActionItem:
    return replace(item, state=ItemState.DROPPED, closed_at=m.at, closed_by=m.by, reason=m.reason)


def _reopened(item: ActionItem, _m: Move) -> ActionItem:
    fresh = replace(item, state=ItemState.OPEN, closed_at=None, closed_by=None, evidence="", reason="")
    return replace(fresh, worked_at=None, snoozed_until=None, warned_at=None, escalated_at=None)


def _new_date(item: ActionItem, m: Move) -> ActionItem:
    return replace(item, due=date.fromisoformat(m.value), snoozed_until=None, warned_at=None, escalated_at=None)


def spoken(item: ActionItem) -> str:
    """The role as people call it; who does what a role does is named so."""
    return f"@{item.role_name}"


def _handed_over(item: ActionItem, m: Move) -> ActionItem:
    # Handed over by whoever had it, it is a person's; by its role, it goes on with the role.
    role = (item.role, item.role_name) if item.role and m.by == spoken(item) else ("", "")
    return replace(item, owner=m.value, accepted_at=None, snoozed_until=None, role=role[0], role_name=role[1])


MOVES: Mapping[ItemMove, tuple[Callable[[ActionItem], bool], Callable[[ActionItem, Move], ActionItem]]] = {
    ItemMove.DONE: (_is_open, _done),
    ItemMove.EVIDENCE: (lambda item: item.state is ItemState.DONE, lambda item, m: replace(item, evidence=m.value)),
    ItemMove.DROP: (_is_open, _dropped),
    ItemMove.REOPEN: (_is_closed, _reopened),
    ItemMove.ACCEPT: (_is_open, lambda item, m: replace(item, accepted_at=m.at)),
    ItemMove.NEW_DATE: (_is_open, _new_date),
    ItemMove.HAND_OVER: (_is_open, _handed_over),
    ItemMove.BLOCK: (_is_open, lambda item, m: replace(item, blocked_by=m.value)),
    ItemMove.UNBLOCK: (_is_open, lambda item, _m: replace(item, blocked_by="")),
    ItemMove.SNOOZE: (_is_open, lambda item, m: replace(item, snoozed_until=date.fromisoformat(m.value))),
    ItemMove.REWORD: (_is_open, lambda item, m: replace(item, text=m.value)),
    ItemMove.WORKED: (_is_unproved, lambda item, m: replace(item, worked_at=m.at)),
}


def missing(item: ActionItem) -> tuple[str, ...]:
    """What a good action item still lacks, as words for a message key: 'owner', 'due'."""
    lacks = []
    if item.owner is None:
        lacks.append("owner")
    if item.due is None:
        lacks.append("due")
    return tuple(lacks)


def overdue(item: ActionItem, today: date) -> bool:
    """Whether an open item's date has passed."""
    return item.open and item.due is not None and item.due < today
