"""What was asked in interviews and what people answered: one store, whether they wrote in a thread, a DM or a form.

An answer's words are its message's words where that message is kept; else, or where a form changed them, its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.interview import Answer, Asked
from bot.store.counters import next_number
from bot.store.search_marks import Stale
from bot.store.tables import answers, asked, messages
from bot.store.upsert import add_once, put


class Interviews:
    """The interviews of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._stale = stale

    async def asked(self, postmortem: str, section: str | None = None) -> tuple[tuple[str, Asked], ...]:
        """What was asked in threads, in order, as (section, asked)."""
        found = sa.select(asked).where(asked.c.team == self._team, asked.c.postmortem == postmortem)
        if section is not None:
            found = found.where(asked.c.section == section)
        rows = (await self._db.execute(found.order_by(asked.c.seq))).mappings().all()
        return tuple((r["section"], _asked(r)) for r in rows)

    async def next_seq(self, postmortem: str) -> int:
        """A number that orders all that is asked in a postmortem."""
        return await next_number(self._db, self._team, f"asked:{postmortem}")

    async def add_asked(self, postmortem: str, section: str, what: Asked) -> bool:
        """Note that a question was put; False where it was before."""
        row = {"postmortem": postmortem, "section": section, "question": what.question, "probe": what.probe}
        more = {"asked_at": what.at, "seq": await self.next_seq(postmortem), "told": [dict(t) for t in what.told]}
        return await add_once(self._db, asked, {"team": self._team, **row, **more})

    async def answers(self, postmortem: str) -> tuple[Answer, ...]:
        """Everybody's answers in the order they were given, in today's wording; deleted ones are gone, and so are
        messages that only asked to go on (they answer no question). Private ones are not among them."""
        return tuple(a for a in await self.everything(postmortem) if not a.privacy)

    async def private(self, postmortem: str) -> tuple[Answer, ...]:
        """What was said privately; whoever calls this decides who may read it."""
        return tuple(a for a in await self.everything(postmortem) if a.privacy)

    async def everything(self, postmortem: str) -> tuple[Answer, ...]:
        """All answers with the private ones: for the one who gave them, and for counting."""
        return await self._found(answers.c.postmortem == postmortem)

    async def one(self, channel: str, ts: str) -> tuple[str, Answer] | None:
        """The answer of that source, with its postmortem."""
        which = sa.and_(answers.c.channel == channel, answers.c.ts == ts)
        found = await self._found(which)
        if not found:
            return None
        postmortem = await self._db.scalar(sa.select(answers.c.postmortem).where(answers.c.team == self._team, which))
        return str(postmortem), found[0]

    async def add_answer(self, postmortem: str, answer: Answer, text: str | None = None) -> bool:
        """Note what a message answers; False where that message was taken in before. `text`: where no kept message
        holds the words."""
        await self._stale.postmortem(postmortem)
        return await add_once(self._db, answers, {**self._row(postmortem, answer), "text": text})

    async def put_answer(self, postmortem: str, answer: Answer, text: str) -> None:
        """Note an answer, or its new words."""
        await self._stale.postmortem(postmortem, gone=True)
        await put(self._db, answers, {**self._row(postmortem, answer), "text": text, "withdrawn": False})

    async def reword(self, channel: str, ts: str, text: str | None, edit_ts: str, silent: tuple[bool, bool]) -> tuple[str, ...]:
        """Follow an edit: `text` None gives the words back to the kept message; an older edit changes nothing.
        `silent`: whether it is a skip, and whether "I don't know"; gives the postmortems that it changed."""
        fresh = {"text": text, "edit_ts": edit_ts, "withdrawn": False, "skipped": silent[0], "said_unknown": silent[1]}
        which = sa.and_(answers.c.team == self._team, answers.c.channel == channel, answers.c.ts == ts)
        changed = sa.update(answers).where(which, answers.c.edit_ts <= edit_ts).values(**fresh).returning(answers.c.postmortem)
        return await self._changed(changed)

    async def withdraw(self, channel: str, ts: str) -> bool:
        """Take an answer back, words and all; tells whether there was one."""
        which = sa.and_(answers.c.team == self._team, answers.c.channel == channel, answers.c.ts == ts)
        gone = sa.update(answers).where(which).values(withdrawn=True, text=None).returning(answers.c.postmortem)
        return bool(await self._changed(gone))

    async def _changed(self, change: sa.Executable) -> tuple[str, ...]:
        """Make a change of words; gives the postmortems in which there were any."""
        found = (await self._db.scalars(change)).all()
        for postmortem in found:
            await self._stale.postmortem(postmortem, gone=True)
        return tuple(found)

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

    async def _found(self, which: sa.ColumnElement[bool]) -> tuple[Answer, ...]:
        same = (
            messages.c.team == answers.c.team,
            messages.c.channel == answers.c.channel,
            messages.c.ts == answers.c.ts,
            messages.c.deleted.is_(sa.false()),
        )
        held = sa.func.coalesce(answers.c.text, messages.c.text)
        found = (
            sa.select(answers, held.label("words"))
            .outerjoin(messages, sa.and_(*same))
            .where(answers.c.team == self._team, which, answers.c.question != "", answers.c.withdrawn.is_(sa.false()))
            .where(held.is_not(None))
        )
        rows = (await self._db.execute(found.order_by(answers.c.said_at, answers.c.ts))).mappings().all()
        return tuple(_answer(r) for r in rows)

    def _row(self, postmortem: str, answer: Answer) -> dict[str, Any]:
        channel, ts = answer.source
        where = {"team": self._team, "channel": channel, "ts": ts, "postmortem": postmortem}
        what = {"section": answer.section, "question": answer.question, "probe": answer.probe}
        said = {"person": answer.user, "said_at": answer.at, "way": answer.way, "confirms": answer.confirms}
        silent = {"skipped": answer.skipped, "said_unknown": answer.said_unknown}
        return {**where, **what, **said, **silent, "privacy": answer.privacy, "confidant": answer.confidant}


def _asked(row: sa.RowMapping) -> Asked:
    return Asked(row["question"], row["asked_at"], row["probe"], row["seq"], tuple(row["told"] or ()))


def _answer(row: sa.RowMapping) -> Answer:
    silent = row["skipped"] or row["said_unknown"]
    same = ("section", "question", "probe", "skipped", "said_unknown", "way", "confirms", "privacy", "confidant")
    return Answer(
        **{name: row[name] for name in same},
        user=row["person"],
        at=row["said_at"],
        text="" if silent else row["words"],
        source=(row["channel"], row["ts"]),
    )
