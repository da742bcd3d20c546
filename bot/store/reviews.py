"""Reviews of reports, the remarks that came of them, and which moves a postmortem has made."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.postmortem import Move, Status
from bot.domain.review import Remark, Review, Verdict
from bot.store.report_tables import remarks, reviews, status_moves
from bot.store.tables import postmortems
from bot.store.upsert import add_once, put


class Reviews:
    """The reviews of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def of(self, postmortem: str) -> tuple[Review, ...]:
        """Everybody who was asked, in the order in which they were."""
        found = sa.select(reviews).where(*self._mine(reviews, postmortem)).order_by(reviews.c.asked_at, reviews.c.reviewer)
        return tuple(_review(r) for r in (await self._db.execute(found)).mappings().all())

    async def put(self, postmortem: str, review: Review) -> None:
        """Keep what one reviewer says now."""
        row = {**asdict(review), "verdict": review.verdict.value}
        await put(self._db, reviews, {"team": self._team, "postmortem": postmortem, **row})

    async def drop(self, postmortem: str, reviewer: str) -> None:
        """Somebody is no reviewer any more."""
        await self._db.execute(sa.delete(reviews).where(*self._mine(reviews, postmortem), reviews.c.reviewer == reviewer))

    async def approved_drafts(self) -> tuple[str, ...]:
        """The open postmortems that somebody has approved."""
        which = (reviews.c.team == self._team, reviews.c.verdict == Verdict.APPROVED.value)
        same = sa.and_(postmortems.c.team == reviews.c.team, postmortems.c.id == reviews.c.postmortem)
        found = sa.select(reviews.c.postmortem).distinct().join(postmortems, same).where(*which)
        return tuple((await self._db.scalars(found.where(postmortems.c.status == Status.DRAFT.value))).all())

    async def waiting_for(self, reviewer: str) -> tuple[str, ...]:
        """The open postmortems whose report somebody was asked to review and has not, the first asked first."""
        which = (reviews.c.team == self._team, reviews.c.reviewer == reviewer, reviews.c.verdict == Verdict.WAITING.value)
        same = sa.and_(postmortems.c.team == reviews.c.team, postmortems.c.id == reviews.c.postmortem)
        found = sa.select(reviews.c.postmortem).join(postmortems, same).where(*which, postmortems.c.status == Status.DRAFT.value)
        return tuple((await self._db.scalars(found.order_by(reviews.c.asked_at))).all())

    async def add_remark(self, postmortem: str, remark: Remark) -> bool:
        """Keep a remark; False where it is there already."""
        return await add_once(self._db, remarks, {"team": self._team, "postmortem": postmortem, **asdict(remark)})

    async def remarks(self, postmortem: str) -> tuple[Remark, ...]:
        """All remarks, the oldest first."""
        found = sa.select(remarks).where(*self._mine(remarks, postmortem)).order_by(remarks.c.at, remarks.c.id)
        rows = (await self._db.execute(found)).mappings().all()
        return tuple(Remark(**{k: v for k, v in r.items() if k not in {"team", "postmortem"}}) for r in rows)

    async def settle(self, postmortem: str, remark_id: str, by: str) -> bool:
        """A remark is settled; False where it was so before."""
        which = (*self._mine(remarks, postmortem), remarks.c.id == remark_id, remarks.c.settled_by == "")
        done = await self._db.execute(sa.update(remarks).where(*which).values(settled_by=by))
        return done.rowcount == 1

    async def add_move(self, postmortem: str, version: int, what: Move, by: str, at: datetime) -> None:
        """Note a move of the postmortem, which led to that version of it."""
        row = {"version": version, "what": what.value, "made_by": by, "made_at": at}
        await add_once(self._db, status_moves, {"team": self._team, "postmortem": postmortem, **row})

    async def moves(self, postmortem: str) -> tuple[tuple[Move, str, datetime], ...]:
        """What, who and when, the oldest first."""
        found = sa.select(status_moves).where(*self._mine(status_moves, postmortem)).order_by(status_moves.c.version)
        rows = (await self._db.execute(found)).mappings().all()
        return tuple((Move(r["what"]), r["made_by"], r["made_at"]) for r in rows)

    def _mine(self, table: sa.Table, postmortem: str) -> tuple[sa.ColumnElement[bool], ...]:
        return table.c.team == self._team, table.c.postmortem == postmortem


def _review(row: sa.RowMapping) -> Review:
    fields: dict[str, Any] = {k: v for k, v in row.items() if k not in {"team", "postmortem", "verdict"}}
    return Review(**fields, verdict=Verdict(row["verdict"]))
