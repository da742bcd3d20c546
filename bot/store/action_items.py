"""Action items and the nudges that were sent for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.action_item import ActionItem, ItemKind, ItemState, Priority
from bot.store.counters import next_number
from bot.store.tables import action_items, nudges
from bot.store.upsert import add_once

SAME = [
    "id",
    "number",
    "postmortem",
    "text",
    "created_by",
    "created_at",
    "owner",
    "due",
    "closed_at",
    "closed_by",
    "evidence",
    "snoozed_until",
    "version",
]


class ActionItems:
    """The action items of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def next_number(self) -> int:
        """A number that no action item of the workspace had before."""
        return await next_number(self._db, self._team, "action_item")

    async def add(self, item: ActionItem) -> bool:
        """Store a new item; False where its id is there already."""
        return await add_once(self._db, action_items, self._row(item))

    async def save(self, item: ActionItem) -> None:
        """Store the present state."""
        which = sa.and_(action_items.c.team == self._team, action_items.c.id == item.id)
        await self._db.execute(sa.update(action_items).where(which).values(**self._row(item)))

    async def get(self, item_id: str) -> ActionItem | None:
        """The item with that id."""
        return await self._first(action_items.c.id == item_id)

    async def numbered(self, number: int) -> ActionItem | None:
        """The item with that number."""
        return await self._first(action_items.c.number == number)

    async def of(self, postmortem: str) -> tuple[ActionItem, ...]:
        """The items of a postmortem, oldest first."""
        return await self._all(action_items.c.postmortem == postmortem)

    async def owned_by(self, person: str) -> tuple[ActionItem, ...]:
        """Somebody's open items."""
        return await self._all(sa.and_(action_items.c.owner == person, action_items.c.state == ItemState.OPEN))

    async def due_by(self, day: date, limit: int = 1000) -> tuple[ActionItem, ...]:
        """Open items with a date up to the day."""
        which = sa.and_(action_items.c.state == ItemState.OPEN, action_items.c.due <= day)
        return await self._all(which, limit)

    async def nudged_today(self, person: str, day: date) -> bool:
        """Whether somebody had a nudge on that (their own) day."""
        found = sa.select(nudges.c.key).where(nudges.c.team == self._team, nudges.c.person == person, nudges.c.sent_on == day)
        return (await self._db.scalar(found.limit(1))) is not None

    async def mark_nudged(self, key: str, person: str, day: date) -> bool:
        """Claim a nudge; False where somebody did before."""
        return await add_once(self._db, nudges, {"team": self._team, "key": key, "person": person, "sent_on": day})

    async def _first(self, which: sa.ColumnElement[bool]) -> ActionItem | None:
        found = sa.select(action_items).where(action_items.c.team == self._team, which)
        row = (await self._db.execute(found)).mappings().first()
        return _item(row) if row else None

    async def _all(self, which: sa.ColumnElement[bool], limit: int = 1000) -> tuple[ActionItem, ...]:
        found = sa.select(action_items).where(action_items.c.team == self._team, which)
        rows = (await self._db.execute(found.order_by(action_items.c.number).limit(limit))).mappings().all()
        return tuple(_item(r) for r in rows)

    def _row(self, item: ActionItem) -> dict[str, Any]:
        channel, ts = item.source or (None, None)
        enums = {"kind": item.kind.value, "priority": item.priority.value, "state": item.state.value}
        same = {name: getattr(item, name) for name in SAME}
        return {"team": self._team, **same, **enums, "source_channel": channel, "source_ts": ts}


def _item(row: sa.RowMapping) -> ActionItem:
    return ActionItem(
        **{name: row[name] for name in SAME},
        kind=ItemKind(row["kind"]),
        priority=Priority(row["priority"]),
        state=ItemState(row["state"]),
        source=(row["source_channel"], row["source_ts"]) if row["source_ts"] else None,
    )
