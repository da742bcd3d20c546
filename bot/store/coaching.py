"""Where the coach keeps quiet, and the wording that people accepted in place of their own. Never who got a remark.

`coach_quiet` holds names of three kinds: a person or a postmortem that the coach was switched off for, by their own press, and
the keyed hash of words that a remark was made on. The hash says neither who wrote them nor where nor when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.interview import Answer
from bot.store.tables import coach_quiet, wordings
from bot.store.upsert import add_once, put


class Coaching:
    """The coach's memory of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def be_quiet(self, name: str) -> bool:
        """Keep quiet about that name from now on; False where it was so already."""
        return await add_once(self._db, coach_quiet, {"team": self._team, "name": name})

    async def speak_again(self, name: str) -> None:
        """Take that back."""
        await self._db.execute(sa.delete(coach_quiet).where(coach_quiet.c.team == self._team, coach_quiet.c.name == name))

    async def is_quiet(self, names: Iterable[str]) -> bool:
        """Whether the coach keeps quiet about any of these."""
        found = sa.select(coach_quiet.c.name).where(coach_quiet.c.team == self._team, coach_quiet.c.name.in_(list(names)))
        return (await self._db.execute(found.limit(1))).first() is not None

    async def put_wording(self, answer: Answer, text: str) -> None:
        """Show other words in place of an answer's own, as long as its own stay as they are."""
        channel, ts = answer.source
        row = {"team": self._team, "channel": channel, "ts": ts, "said": _digest(answer.text), "text": text}
        await put(self._db, wordings, row)

    async def worded(self, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """The answers in the wording that their authors accepted; an answer that was edited since speaks for itself."""
        sources = {a.source for a in answers}
        channels = {channel for channel, _ in sources}
        if not channels:
            return answers
        found = sa.select(wordings).where(wordings.c.team == self._team, wordings.c.channel.in_(channels))
        rows = (await self._db.execute(found)).mappings().all()
        accepted = {(r["channel"], r["ts"], r["said"]): str(r["text"]) for r in rows if (r["channel"], r["ts"]) in sources}
        return tuple(_in(accepted.get((*a.source, _digest(a.text))), a) for a in answers) if accepted else answers


def _in(wording: str | None, answer: Answer) -> Answer:
    return answer if wording is None else replace(answer, text=wording)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
