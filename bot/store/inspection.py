"""Rows as they lie, for whoever looks inside a bot on their own machine. No part of the product reads by it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import action_items, item_moves, metadata, outbox, postmortems, sent

Rows = list[dict[str, Any]]
MOST = 200
# Names that tell which postmortem a row belongs to, by what they hold.
OWN = {postmortems.name: "id"}


class Inspection:
    """Everything about one postmortem, whichever tables there are."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def postmortems(self) -> Rows:
        """All of them, the newest first."""
        return await self._rows(sa.select(postmortems).order_by(postmortems.c.created_at.desc()))

    async def tables(self, postmortem: str) -> dict[str, Rows]:
        """The rows of each table that belong to a postmortem, by its id or its channel; tables without any are left out."""
        channel = await self._db.scalar(sa.select(postmortems.c.channel).where(postmortems.c.id == postmortem))
        found = {}
        for table in metadata.sorted_tables:
            which = _belongs(table, postmortem, channel or "")
            rows = await self._rows(sa.select(table).where(which)) if which is not None else []
            if rows:
                found[table.name] = rows
        return found

    async def outbox(self) -> Rows:
        """What waits or was given up, and the newest of what was sent."""
        return await self._rows(sa.select(outbox).order_by((outbox.c.state == "sent").asc(), outbox.c.id.desc()))

    async def _rows(self, found: sa.Select[Any]) -> Rows:
        return [dict(r) for r in (await self._db.execute(found.limit(MOST))).mappings().all()]


def _belongs(table: sa.Table, postmortem: str, channel: str) -> sa.ColumnElement[bool] | None:
    columns = table.c
    if table.name in OWN:
        return columns[OWN[table.name]] == postmortem
    if "postmortem" in columns:
        return columns.postmortem == postmortem
    if table is outbox:
        return sa.or_(columns.ref.contains(postmortem, autoescape=True), columns.delivery.contains(postmortem, autoescape=True))
    if table is sent:
        return columns.ref.contains(postmortem, autoescape=True)
    if table is item_moves:
        mine = sa.and_(action_items.c.team == columns.team, action_items.c.id == columns.item)
        return sa.exists().where(mine, action_items.c.postmortem == postmortem)
    return columns.channel == channel if "channel" in columns else None
