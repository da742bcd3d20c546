"""Who was there beyond what the timeline tells, whom we asked and what they said to it; and which answers differ."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.contradictions import Judgement
from bot.domain.participants import Attendance
from bot.store.tables import differences, participants
from bot.store.upsert import put


class Participants:
    """The participants of one workspace's postmortems."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def of(self, postmortem: str) -> dict[str, Attendance]:
        """What is noted of each person, by id."""
        which = (participants.c.team == self._team, participants.c.postmortem == postmortem)
        rows = (await self._db.execute(sa.select(participants).where(*which))).mappings().all()
        return {r["person"]: Attendance(**{k: v for k, v in r.items() if k not in {"team", "postmortem"}}) for r in rows}

    async def one(self, postmortem: str, person: str) -> Attendance:
        """What is noted of one person; nothing yet is an empty note."""
        return (await self.of(postmortem)).get(person) or Attendance(person)

    async def put(self, postmortem: str, attendance: Attendance) -> None:
        """Note it."""
        await put(self._db, participants, {"team": self._team, "postmortem": postmortem, **asdict(attendance)})

    async def judgements(self, postmortem: str) -> tuple[Judgement, ...]:
        """Which answers people called different, or the same in spite of how they look."""
        which = (differences.c.team == self._team, differences.c.postmortem == postmortem)
        rows = (await self._db.execute(sa.select(differences).where(*which).order_by(differences.c.made_at))).mappings()
        return tuple(Judgement(r["first"], r["second"], r["agree"]) for r in rows.all())

    async def judge(self, postmortem: str, what: Judgement, by: str, now: datetime) -> None:
        """Note what somebody says of two answers; the later word counts."""
        row = {"first": what.first, "second": what.second, "agree": what.agree, "made_by": by, "made_at": now}
        await put(self._db, differences, {"team": self._team, "postmortem": postmortem, **row})
