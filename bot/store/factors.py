"""What people said of contributing factors: accepted, or turned down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.factors import Tag
from bot.store.report_tables import factor_tags
from bot.store.search_marks import Stale
from bot.store.upsert import put


class FactorTags:
    """The tags of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._stale = stale

    async def put(self, postmortem: str, tag: Tag) -> None:
        """Keep what somebody said of a factor; what was said of it before gives way."""
        await self._stale.postmortem(postmortem)
        said = {"factor": tag.factor, "accepted": tag.accepted, "by": tag.by, "at": tag.at}
        await put(self._db, factor_tags, {"team": self._team, "postmortem": postmortem, **said})

    async def of(self, postmortem: str) -> tuple[Tag, ...]:
        """What was said of the factors of a postmortem, the earliest first."""
        t = factor_tags.c
        found = sa.select(factor_tags).where(t.team == self._team, t.postmortem == postmortem).order_by(t.at, t.factor)
        rows = (await self._db.execute(found)).all()
        return tuple(Tag(r.factor, r.accepted, r.by, r.at) for r in rows)

    async def accepted(self, postmortems: Collection[str]) -> dict[str, frozenset[str]]:
        """The factors that were accepted, by postmortem, of these."""
        t = factor_tags.c
        which = (t.team == self._team, t.postmortem.in_(postmortems), t.accepted)
        found: dict[str, set[str]] = defaultdict(set)
        for postmortem, factor in (await self._db.execute(sa.select(t.postmortem, t.factor).where(*which))).all():
            found[postmortem].add(factor)
        return {postmortem: frozenset(names) for postmortem, names in found.items()}
