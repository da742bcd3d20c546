"""Which address of somebody's calendar is good: the one with the serial that stands here."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.report_tables import calendars
from bot.store.upsert import put


class Calendars:
    """The calendars of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def serial(self, person: str) -> str:
        """The serial of somebody's calendar; empty where they have none."""
        which = (calendars.c.team == self._team, calendars.c.person == person)
        return (await self._db.scalar(sa.select(calendars.c.serial).where(*which))) or ""

    async def put(self, person: str, serial: str) -> None:
        """From now on only the address with this serial is good; none where it is empty."""
        await put(self._db, calendars, {"team": self._team, "person": person, "serial": serial})
