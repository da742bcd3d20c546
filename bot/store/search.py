"""Full text over the postmortems of one workspace: what is kept to be found, and what a reader finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Reader
from bot.domain.search_words import Term
from bot.domain.searchable import Indexed, Part
from bot.store.search_engine import engine_of
from bot.store.search_marks import Stale
from bot.store.search_tables import search_index, search_stale, search_texts
from bot.store.tables import channels, participants, postmortems
from bot.store.upsert import insert


class Search:
    """The search of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._stale = stale
        self._engine = engine_of(connection)

    async def find(self, reader: Reader, wanted: Sequence[Term], limit: int, offset: int = 0) -> tuple[str, ...]:
        """The ids of the postmortems that have all terms, as far as the reader may know of them, the best one first."""
        if not wanted:
            return ()
        visible = self._visible(reader, sa.select(search_index.c.postmortem, search_index.c.id))
        found = self._engine.found(visible, wanted).limit(limit).offset(offset)
        return tuple((await self._db.scalars(found)).all())

    async def parts(self, ids: Sequence[str]) -> dict[str, tuple[Part, ...]]:
        """What is kept of these postmortems, part by part."""
        t = search_texts.c
        found = sa.select(t.postmortem, t.part, t.title, t.text).where(t.team == self._team, t.postmortem.in_(ids))
        rows = (await self._db.execute(found.order_by(t.postmortem, t.seq))).all()
        return {i: tuple(Part(*rest) for p, *rest in rows if p == i) for i in ids}

    async def waiting(self, reader: Reader) -> int:
        """How many that the reader may know of cannot be found yet."""
        t, s = search_texts.c, search_stale.c
        there = sa.exists().where(t.team == self._team, t.postmortem == s.postmortem)
        same = sa.and_(s.team == self._team, s.postmortem == postmortems.c.id)
        count = self._seen_by(reader, sa.select(sa.func.count()).select_from(postmortems).join(search_stale, same))
        return int(await self._db.scalar(count.where(~there)) or 0)

    async def stale(self, limit: int) -> tuple[str, ...]:
        """Those that changed since they were read in, the newest first."""
        s, p = search_stale.c, postmortems.c
        joined = sa.outerjoin(search_stale, postmortems, sa.and_(p.team == s.team, p.id == s.postmortem))
        found = sa.select(s.postmortem).select_from(joined).where(s.team == self._team)
        return tuple((await self._db.scalars(found.order_by(p.number.desc(), s.postmortem).limit(limit))).all())

    async def changed(self, postmortem: str) -> None:
        """Words of a postmortem were replaced by something that is stored without it."""
        await self._stale.postmortem(postmortem, gone=True)

    async def mark(self, postmortem: str) -> int | None:
        """The mark of its last change; None where it was read in since."""
        s = search_stale.c
        found: int | None = await self._db.scalar(sa.select(s.mark).where(s.team == self._team, s.postmortem == postmortem))
        return found

    async def put(self, postmortem: str, parts: Sequence[Part], words: Indexed, mark: int, now: datetime) -> bool:
        """Keep what was read when its mark was that one; False where it has changed since: then it stays as it was."""
        s = search_stale.c
        which = sa.and_(s.team == self._team, s.postmortem == postmortem, s.mark == mark)
        if (await self._db.execute(sa.delete(search_stale).where(which).returning(s.mark))).first() is None:
            return False
        rowid = await self._numbered(postmortem, now)
        t = search_texts.c
        await self._db.execute(sa.delete(search_texts).where(t.team == self._team, t.postmortem == postmortem))
        rows = [
            {"team": self._team, "postmortem": postmortem, "seq": n, "part": p.id, "title": p.title, "text": p.text}
            for n, p in enumerate(parts)
        ]
        if rows:
            await self._db.execute(sa.insert(search_texts), rows)
            await self._engine.put(self._team, postmortem, rowid, words)
        else:
            await self._engine.drop(self._team, [postmortem])
        return True

    async def age(self, before: datetime, limit: int) -> None:
        """Have those read in again that were read in before: what the wording or a name adds to them is no change of theirs."""
        i = search_index.c
        old = sa.select(i.team, i.postmortem, sa.literal(0)).where(i.team == self._team, i.indexed_at < before)
        statement = insert(self._db, search_stale).from_select(["team", "postmortem", "mark"], old.limit(limit))
        await self._db.execute(statement.on_conflict_do_nothing())

    async def _numbered(self, postmortem: str, now: datetime) -> int:
        highest = sa.select(sa.func.coalesce(sa.func.max(search_index.c.id), 0) + 1).scalar_subquery()
        new = insert(self._db, search_index).values(team=self._team, postmortem=postmortem, id=highest, indexed_at=now)
        put = new.on_conflict_do_update(index_elements=["team", "postmortem"], set_={"indexed_at": now})
        return int(await self._db.scalar(put.returning(search_index.c.id)) or 0)

    def _visible(self, reader: Reader, found: sa.Select[Any]) -> sa.Select[Any]:
        same = sa.and_(postmortems.c.team == search_index.c.team, postmortems.c.id == search_index.c.postmortem)
        joined = found.join(postmortems, same).where(search_index.c.team == self._team)
        return self._seen_by(reader, joined)

    def _seen_by(self, reader: Reader, found: sa.Select[Any]) -> sa.Select[Any]:
        """Only what `bot.domain.access` lets the reader see, asked of the database itself."""
        if reader.everything:
            return found.where(postmortems.c.team == self._team)
        p, c, a = postmortems.c, channels.c, participants.c
        found = found.outerjoin(channels, sa.and_(c.team == p.team, c.channel == p.channel)).where(p.team == self._team)
        invited = sa.exists().where(a.team == p.team, a.postmortem == p.id, a.person == reader.id, a.may_see.is_(sa.true()))
        open_to_all = sa.and_(p.private.is_(sa.false()), c.private.is_(sa.false()))
        return found.where(sa.or_(open_to_all, p.channel.in_(reader.channels), invited))
