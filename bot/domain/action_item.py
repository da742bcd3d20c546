"""An action item, its states, and what makes it a good one."""

from __future__ import annotations

from collections.abc import Mapping
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
    DROP = "drop"
    REOPEN = "reopen"


LEGAL_MOVES: Mapping[tuple[ItemState, ItemMove], ItemState] = {
    (ItemState.OPEN, ItemMove.DONE): ItemState.DONE,
    (ItemState.OPEN, ItemMove.DROP): ItemState.DROPPED,
    (ItemState.DONE, ItemMove.REOPEN): ItemState.OPEN,
    (ItemState.DROPPED, ItemMove.REOPEN): ItemState.OPEN,
}


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
    version: int = 1

    @property
    def open(self) -> bool:
        """Whether it still waits to be done."""
        return self.state is ItemState.OPEN


def move(item: ActionItem, what: ItemMove, by: str, now: datetime, evidence: str = "") -> ActionItem | None:
    """The item after a move; None where it is not legal (done twice, say)."""
    to = LEGAL_MOVES.get((item.state, what))
    if to is None:
        return None
    closed = to is not ItemState.OPEN
    return replace(
        item,
        state=to,
        closed_at=now if closed else None,
        closed_by=by if closed else None,
        evidence=evidence if closed else "",
        version=item.version + 1,
    )


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
