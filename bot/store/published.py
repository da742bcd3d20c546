"""Which document a report is in a place outside."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.published import Published
from bot.store.report_tables import published_reports
from bot.store.upsert import put


class PublishedReports:
    """The published reports of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def of(self, postmortem: str, place: str) -> Published | None:
        """What is known of a report in that place; None where it never was there."""
        r = published_reports.c
        which = (r.team == self._team, r.postmortem == postmortem, r.place == place)
        row = (await self._db.execute(sa.select(published_reports).where(*which))).first()
        return Published(row.place, row.ref, row.url, row.digest, row.trouble) if row else None

    async def put(self, postmortem: str, published: Published) -> None:
        """Remember it."""
        known = {"place": published.place, "ref": published.ref, "url": published.url}
        more = {"digest": published.digest, "trouble": published.trouble}
        await put(self._db, published_reports, {"team": self._team, "postmortem": postmortem, **known, **more})
