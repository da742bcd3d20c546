"""Marks postmortems that changed, in the transaction of the change, so that a tick reads them in anew for the search.

Where words may have gone (a deletion, an edit, an answer taken back, a channel that became private) what the search keeps
of the postmortem goes at once: deleted means deleted, however long the tick takes.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.drawn_from import DRAWN_FROM
from bot.store.search_engine import engine_of
from bot.store.search_tables import search_stale, search_texts
from bot.store.upsert import insert


def new_mark() -> int:
    """One that no change had before."""
    return secrets.randbits(62)


class Stale:
    """The marks of one workspace, in one transaction."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team
        self._fed: dict[str, tuple[str, ...]] = {}
        self._marked: set[str] = set()
        self._dropped: set[str] = set()

    async def channel(self, channel: str, *, gone: bool = False) -> None:
        """Something changed in a channel: for every postmortem that is drawn from it."""
        if channel not in self._fed:
            found = await self._db.scalars(DRAWN_FROM, {"team": self._team, "channel": channel})
            self._fed[channel] = tuple(sorted(found.all()))
        await self._mark(self._fed[channel], gone=gone)

    async def postmortem(self, postmortem: str, *, gone: bool = False) -> None:
        """Something of a postmortem changed."""
        self._fed.clear()  # it may draw from other channels now
        await self._mark([postmortem], gone=gone)

    async def _mark(self, changed: Sequence[str], *, gone: bool) -> None:
        if fresh := [p for p in changed if p not in self._marked]:
            self._marked.update(fresh)
            rows = [{"team": self._team, "postmortem": p, "mark": new_mark()} for p in fresh]
            statement = insert(self._db, search_stale).values(rows)
            again = {"mark": statement.excluded.mark}
            await self._db.execute(statement.on_conflict_do_update(index_elements=["team", "postmortem"], set_=again))
        if gone and (known := [p for p in changed if p not in self._dropped]):
            self._dropped.update(known)
            await engine_of(self._db).drop(self._team, known)
            t = search_texts.c
            await self._db.execute(sa.delete(search_texts).where(t.team == self._team, t.postmortem.in_(known)))
