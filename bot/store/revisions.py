"""Counters that rise with every change, in the transaction of the change: whoever derived something can tell whether
it is still true, whichever process made the change."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.counters import next_number
from bot.store.tables import counters

PEOPLE = "people"


def of_channel(channel: str) -> str:
    """Counts the changes of a channel's messages and of the signals on them."""
    return f"messages:{channel}"


def of_curation(postmortem: str) -> str:
    """Counts the choices in a timeline."""
    return f"curation:{postmortem}"


class Revisions:
    """The revisions of one workspace, in one transaction."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team
        self._risen: set[str] = set()
        self.writes = 0

    async def rise(self, name: str) -> None:
        """Something was changed just now. Once in a transaction is enough: others see the number and the changes at the
        same moment, the commit."""
        self.writes += 1
        if name not in self._risen:
            self._risen.add(name)
            await next_number(self._db, self._team, name)

    async def next(self, name: str) -> int:
        """A number for a change that is numbered itself."""
        self.writes += 1
        return await next_number(self._db, self._team, name)

    async def now(self, names: Sequence[str]) -> tuple[int, ...]:
        """Where these counters stand; 0 where nothing ever changed. To be read before what they count."""
        found = sa.select(counters.c.name, counters.c.value).where(counters.c.team == self._team, counters.c.name.in_(names))
        known = dict((await self._db.execute(found)).all())
        return tuple(known.get(name, 0) for name in names)
