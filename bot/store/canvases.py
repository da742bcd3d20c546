"""Which canvas shows which report, and how it was when we left it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.drawn_from import DRAWN_FROM, TEAM
from bot.store.report_tables import canvases
from bot.store.upsert import put

WITH_CANVAS = sa.select(canvases.c.postmortem).where(canvases.c.team == TEAM, canvases.c.postmortem.in_(DRAWN_FROM))


@dataclass(frozen=True, slots=True)
class Shown:
    """A canvas of ours. `digest` is of what we wrote, `updated` what Slack said of its last change right after that;
    `theirs`: people have changed it, and it is not touched until somebody says so."""

    canvas: str
    digest: str = ""
    updated: int = 0
    theirs: bool = False


class Canvases:
    """The canvases of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team
        # Asked for every edit, and one transaction may take in many: asked once in each.
        self._drawn: dict[str, tuple[str, ...]] = {}

    async def of(self, postmortem: str) -> Shown | None:
        """The canvas of a postmortem."""
        which = (canvases.c.team == self._team, canvases.c.postmortem == postmortem)
        row = (await self._db.execute(sa.select(canvases).where(*which))).mappings().first()
        return Shown(row["canvas"], row["digest"], row["updated"], row["theirs"]) if row else None

    async def drawn_from(self, channel: str) -> tuple[str, ...]:
        """The postmortems with a canvas that are drawn from a channel."""
        if channel not in self._drawn:
            found = await self._db.scalars(WITH_CANVAS, {"team": self._team, "channel": channel})
            self._drawn[channel] = tuple(found.all())
        return self._drawn[channel]

    async def put(self, postmortem: str, shown: Shown) -> None:
        """Remember how it is now."""
        self._drawn.clear()
        await put(self._db, canvases, {"team": self._team, "postmortem": postmortem, **asdict(shown)})
