"""What was asked in interviews and what people answered. An answer's words are its message's words."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.interview import Answer, Asked
from bot.store.counters import next_number
from bot.store.tables import answers, asked, messages
from bot.store.upsert import add_once


class Interviews:
    """The interviews of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def asked(self, postmortem: str, section: str | None = None) -> tuple[tuple[str, Asked], ...]:
        """What was asked, in order, as (section, asked)."""
        found = sa.select(asked).where(asked.c.team == self._team, asked.c.postmortem == postmortem)
        if section is not None:
            found = found.where(asked.c.section == section)
        rows = (await self._db.execute(found.order_by(asked.c.seq))).mappings().all()
        return tuple((r["section"], Asked(r["question"], r["asked_at"], r["probe"])) for r in rows)

    async def add_asked(self, postmortem: str, section: str, what: Asked) -> bool:
        """Note that a question was put; False where it was before."""
        seq = await next_number(self._db, self._team, f"asked:{postmortem}")
        row = {"postmortem": postmortem, "section": section, "question": what.question, "probe": what.probe}
        return await add_once(self._db, asked, {"team": self._team, **row, "asked_at": what.at, "seq": seq})

    async def answers(self, postmortem: str) -> tuple[Answer, ...]:
        """Everybody's answers in the order they were given, in today's wording; deleted ones are gone, and so are
        messages that only asked to go on (they answer no question)."""
        same = (
            messages.c.team == answers.c.team,
            messages.c.channel == answers.c.channel,
            messages.c.ts == answers.c.ts,
        )
        found = (
            sa.select(answers, messages.c.text)
            .join(messages, sa.and_(*same))
            .where(
                answers.c.team == self._team,
                answers.c.postmortem == postmortem,
                answers.c.question != "",
                messages.c.deleted.is_(sa.false()),
            )
        )
        rows = (await self._db.execute(found.order_by(answers.c.said_at, answers.c.ts))).mappings().all()
        return tuple(_answer(r) for r in rows)

    async def add_answer(self, postmortem: str, answer: Answer) -> bool:
        """Note which question a message answers; False where that message was taken in before."""
        channel, ts = answer.source
        row = {
            "channel": channel,
            "ts": ts,
            "postmortem": postmortem,
            "person": answer.user,
            "said_at": answer.at,
        }
        what = {"section": answer.section, "question": answer.question, "probe": answer.probe}
        marks = {"skipped": answer.skipped, "said_unknown": answer.said_unknown}
        return await add_once(self._db, answers, {"team": self._team, **row, **what, **marks})

    async def quiet_since(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        """The (postmortem, section) pairs whose last answer came before the moment and after the last question."""
        last_asked = (
            sa.select(asked.c.postmortem, asked.c.section, sa.func.max(asked.c.asked_at).label("at"))
            .where(asked.c.team == self._team)
            .group_by(asked.c.postmortem, asked.c.section)
            .subquery()
        )
        last_said = (
            sa.select(answers.c.postmortem, answers.c.section, sa.func.max(answers.c.said_at).label("at"))
            .where(answers.c.team == self._team)
            .group_by(answers.c.postmortem, answers.c.section)
            .subquery()
        )
        same = sa.and_(last_asked.c.postmortem == last_said.c.postmortem, last_asked.c.section == last_said.c.section)
        found = (
            sa.select(last_said.c.postmortem, last_said.c.section)
            .join(last_asked, same)
            .where(last_said.c.at >= last_asked.c.at, last_said.c.at <= moment)
        )
        return tuple((p, s) for p, s in (await self._db.execute(found)).all())


def _answer(row: sa.RowMapping) -> Answer:
    silent = row["skipped"] or row["said_unknown"]
    return Answer(
        section=row["section"],
        question=row["question"],
        user=row["person"],
        at=row["said_at"],
        text="" if silent else row["text"],
        source=(row["channel"], row["ts"]),
        probe=row["probe"],
        skipped=row["skipped"],
        said_unknown=row["said_unknown"],
    )
