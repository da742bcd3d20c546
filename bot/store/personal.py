"""Questions put to one person: follow-ups in threads, questions by DM, those to be asked again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.interview import Personal
from bot.store.tables import personal_questions as table
from bot.store.upsert import add_once, put


class PersonalQuestions:
    """The personal questions of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def add(self, asked: Personal) -> bool:
        """Note that somebody is asked; False where they were before."""
        return await add_once(self._db, table, self._row(asked))

    async def put(self, asked: Personal) -> None:
        """Note the present state of a question to somebody."""
        await put(self._db, table, self._row(asked))

    async def to(self, person: str, postmortem: str = "") -> tuple[Personal, ...]:
        """What somebody was asked, in order; of one postmortem where it is named."""
        which = [table.c.person == person] + ([table.c.postmortem == postmortem] if postmortem else [])
        return await self._found(*which)

    async def of(self, postmortem: str) -> tuple[Personal, ...]:
        """What anybody was asked in a postmortem."""
        return await self._found(table.c.postmortem == postmortem)

    async def due(self, now: datetime) -> tuple[Personal, ...]:
        """What is to be asked again by now."""
        return await self._found(table.c.state == "later", table.c.due_at <= now)

    async def _found(self, *which: sa.ColumnElement[bool]) -> tuple[Personal, ...]:
        found = sa.select(table).where(table.c.team == self._team, *which).order_by(table.c.asked_at, table.c.seq)
        return tuple(_personal(r) for r in (await self._db.execute(found)).mappings().all())

    def _row(self, asked: Personal) -> dict[str, Any]:
        names = ("postmortem", "person", "section", "question", "probe", "place", "state", "seq", "asked_at", "due_at")
        return {"team": self._team, **{n: getattr(asked, n) for n in names}, "told": [dict(t) for t in asked.told]}


def _personal(row: sa.RowMapping) -> Personal:
    same = {k: row[k] for k in row if k not in {"team", "told"}}
    return Personal(**same, told=tuple(row["told"] or ()))
