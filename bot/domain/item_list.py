"""Lists of action items: how an item stands in them, and what is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.action_item import ActionItem, ItemState, overdue


class Standing(StrEnum):
    """How an item stands, as lists tell it."""

    OVERDUE = "overdue"
    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    WORKED = "worked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What is looked for; what is empty does not matter. `unfinished`: open ones, however they stand. `postmortem` is an id."""

    standing: Standing | None = None
    unfinished: bool = False
    owner: str = ""
    kind: str = ""
    priority: str = ""
    postmortem: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An item and where it belongs; `title` is empty where the reader may not know of the postmortem."""

    item: ActionItem
    number: int
    title: str
    services: tuple[str, ...] = ()


def standing(item: ActionItem, today: date) -> Standing:
    """How it stands; the queries of `store/item_lists.py` agree."""
    if item.open:
        late, blocked = overdue(item, today), bool(item.blocked_by)
        return Standing.OVERDUE if late else Standing.BLOCKED if blocked else Standing.OPEN
    if item.state is ItemState.DROPPED:
        return Standing.DROPPED
    return Standing.DONE if item.worked_at is None else Standing.WORKED
