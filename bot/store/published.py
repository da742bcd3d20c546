"""Which document a report is in a place outside."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.published import Published
from bot.store.drawn_from import DRAWN_FROM, TEAM
from bot.store.report_tables import published_reports
from bot.store.upsert import put

OUTSIDE = (
    sa.select(published_reports.c.postmortem)
    .where(published_reports.c.team == TEAM, published_reports.c.postmortem.in_(DRAWN_FROM))
    .distinct()
)


class PublishedReports:
    """The published reports of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team
        # Asked for every edit, and one transaction may take in many: asked once in each.
        self._drawn: dict[str, tuple[str, ...]] = {}

    async def drawn_from(self, channel: str) -> tuple[str, ...]:
        """The postmortems that are somewhere outside and drawn from a channel."""
        if channel not in self._drawn:
            found = await self._db.scalars(OUTSIDE, {"team": self._team, "channel": channel})
            self._drawn[channel] = tuple(found.all())
        return self._drawn[channel]

    async def is_outside(self, postmortem: str) -> bool:
        """Whether it is kept anywhere outside."""
        r = published_reports.c
        found = sa.select(r.place).where(r.team == self._team, r.postmortem == postmortem).limit(1)
        return await self._db.scalar(found) is not None

    async def of(self, postmortem: str, place: str) -> Published | None:
        """What is known of a report in that place; None where it never was there."""
        r = published_reports.c
        which = (r.team == self._team, r.postmortem == postmortem, r.place == place)
        row = (await self._db.execute(sa.select(published_reports).where(*which))).first()
        return Published(row.place, row.ref, row.url, row.digest, row.trouble) if row else None

    async def put(self, postmortem: str, published: Published) -> None:
        """Remember it."""
        self._drawn.clear()
        known = {"place": published.place, "ref": published.ref, "url": published.url}
        more = {"digest": published.digest, "trouble": published.trouble}
        await put(self._db, published_reports, {"team": self._team, "postmortem": postmortem, **known, **more})
