"""What editors put in place of a section's answers; every edition is kept, so that each can come back."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.edition import Edition, without
from bot.store.report_tables import editions
from bot.store.search_marks import Stale
from bot.store.upsert import add_once


class Editions:
    """The editions of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._stale = stale

    async def add(self, postmortem: str, edition: Edition) -> bool:
        """Add an edition; False where somebody else has added one of that version."""
        await self._stale.postmortem(postmortem)
        row = {"section": edition.section, "version": edition.version, "text": edition.text, "made_by": edition.by}
        return await add_once(self._db, editions, {"team": self._team, "postmortem": postmortem, "made_at": edition.at, **row})

    async def of(self, postmortem: str) -> tuple[Edition, ...]:
        """All editions of a postmortem, section by section, the first one first."""
        which = (editions.c.team == self._team, editions.c.postmortem == postmortem)
        found = sa.select(editions).where(*which).order_by(editions.c.section, editions.c.version)
        rows = (await self._db.execute(found)).mappings().all()
        return tuple(Edition(r["section"], r["version"], r["text"], r["made_by"], r["made_at"]) for r in rows)

    async def forget_words(self, postmortem: str, gone: str) -> None:
        """Take words out of every edition: they were deleted where they were said."""
        for edition in await self.of(postmortem):
            text = without(edition.text, gone)
            if text != edition.text:
                key = (editions.c.team == self._team, editions.c.postmortem == postmortem)
                which = (*key, editions.c.section == edition.section, editions.c.version == edition.version)
                await self._db.execute(sa.update(editions).where(*which).values(text=text))
                await self._stale.postmortem(postmortem, gone=True)
