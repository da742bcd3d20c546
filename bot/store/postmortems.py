"""Postmortems and what people chose in their timelines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.curation import Curation, Step
from bot.domain.postmortem import Postmortem, Severity, Status
from bot.store.changes import change_from_row, change_to_row
from bot.store.counters import next_number
from bot.store.revisions import Revisions, of_curation
from bot.store.search_marks import Stale
from bot.store.tables import curation, feeds, postmortems
from bot.store.upsert import add_once

# Where a step holds words that may be those of its messages: forms start with what a message says.
WORDS_OF_MESSAGES = {"edit_text": ("text",), "cut": ("first", "second")}

# Columns that hold just what the postmortem holds.
SAME = ("id", "number", "channel", "title", "private", "created_by", "created_at", "lead", "template", "facilitator")


class Postmortems:
    """The postmortems of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, revisions: Revisions, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._revisions = revisions
        self._stale = stale

    async def next_number(self) -> int:
        """A number that no postmortem of the workspace had before."""
        return await next_number(self._db, self._team, "postmortem")

    async def add(self, postmortem: Postmortem) -> bool:
        """Store a new one; False where the channel has an open one already."""
        await self._stale.postmortem(postmortem.id)
        return await add_once(self._db, postmortems, self._row(postmortem))

    async def save(self, postmortem: Postmortem) -> None:
        """Store the present state."""
        row = self._row(postmortem)
        which = sa.and_(postmortems.c.team == self._team, postmortems.c.id == postmortem.id)
        await self._db.execute(sa.update(postmortems).where(which).values(**row))
        await self._stale.postmortem(postmortem.id)

    async def get(self, postmortem_id: str) -> Postmortem | None:
        """The one with that id."""
        return await self._first(postmortems.c.id == postmortem_id)

    async def numbered(self, number: int) -> Postmortem | None:
        """The one with that number."""
        return await self._first(postmortems.c.number == number)

    async def open_in(self, channel: str) -> Postmortem | None:
        """The open one of a channel."""
        return await self._first(sa.and_(postmortems.c.channel == channel, postmortems.c.status == Status.DRAFT))

    async def latest_in(self, channel: str) -> Postmortem | None:
        """The open one of a channel, else the newest that it had."""
        return await self._first(postmortems.c.channel == channel)

    async def all(self, limit: int = 200) -> tuple[Postmortem, ...]:
        """The newest ones first."""
        found = sa.select(postmortems).where(postmortems.c.team == self._team)
        rows = (await self._db.execute(found.order_by(postmortems.c.number.desc()).limit(limit))).mappings().all()
        return tuple(postmortem_of(r) for r in rows)

    async def after(self, moment: datetime, limit: int = 200) -> tuple[Postmortem, ...]:
        """Those that were started after a moment, the newest first."""
        found = sa.select(postmortems).where(postmortems.c.team == self._team, postmortems.c.created_at > moment)
        rows = (await self._db.execute(found.order_by(postmortems.c.number.desc()).limit(limit))).mappings().all()
        return tuple(postmortem_of(r) for r in rows)

    async def open_ones(self) -> tuple[Postmortem, ...]:
        """All that people still work on."""
        found = sa.select(postmortems).where(postmortems.c.team == self._team, postmortems.c.status == Status.DRAFT)
        return tuple(postmortem_of(r) for r in (await self._db.execute(found)).mappings().all())

    async def curation(self, postmortem_id: str) -> Curation:
        """What people chose in the timeline."""
        found = sa.select(curation).where(curation.c.team == self._team, curation.c.postmortem == postmortem_id)
        rows = (await self._db.execute(found.order_by(curation.c.seq))).mappings().all()
        return Curation(tuple(Step(r["seq"], r["id"], change_from_row(r["change"]), r["made_by"], r["made_at"]) for r in rows))

    async def next_step(self, postmortem_id: str) -> int:
        """The number of the next choice. Whoever takes it holds back everybody else's until the transaction ends, so what
        is read afterwards is what the choice is made on."""
        seq = await self._revisions.next(of_curation(postmortem_id))
        await self._stale.postmortem(postmortem_id)
        return seq

    async def add_step(self, postmortem_id: str, step: Step) -> bool:
        """Add a choice; False where its id was there before: a repeated press changes nothing."""
        row = {"postmortem": postmortem_id, "id": step.id, "seq": step.seq, "change": change_to_row(step.change)}
        return await add_once(self._db, curation, {"team": self._team, **row, "made_by": step.by, "made_at": step.at})

    async def forget_words(self, key: str) -> None:
        """A message was deleted: words that people made of it are gone from the log as well, and only these."""
        about = sa.cast(curation.c.change, sa.Text).contains(key, autoescape=True)
        found = sa.select(curation.c.postmortem, curation.c.id, curation.c.change).where(curation.c.team == self._team, about)
        for postmortem_id, step, row in (await self._db.execute(found)).all():
            emptied = {**row, **dict.fromkeys(WORDS_OF_MESSAGES.get(row["change"], ()), "")}
            if key in row.get("keys", ()) and emptied != row:
                which = sa.and_(curation.c.team == self._team, curation.c.postmortem == postmortem_id, curation.c.id == step)
                await self._db.execute(sa.update(curation).where(which).values(change=emptied))
                await self._stale.postmortem(postmortem_id, gone=True)

    async def set_feeds(self, postmortem_id: str, channels: Sequence[str]) -> None:
        """The further channels are these, and no others."""
        await self._stale.postmortem(postmortem_id, gone=True)
        mine = sa.and_(feeds.c.team == self._team, feeds.c.postmortem == postmortem_id)
        await self._db.execute(sa.delete(feeds).where(mine))
        for channel in dict.fromkeys(channels):
            await add_once(self._db, feeds, {"team": self._team, "postmortem": postmortem_id, "channel": channel})

    async def feeds(self, postmortem_id: str) -> tuple[str, ...]:
        """The further channels."""
        found = sa.select(feeds.c.channel).where(feeds.c.team == self._team, feeds.c.postmortem == postmortem_id)
        return tuple((await self._db.scalars(found.order_by(feeds.c.channel))).all())

    async def fed_by(self, channel: str) -> tuple[Postmortem, ...]:
        """The open ones that a channel feeds besides its own, the newest first."""
        found = sa.select(postmortems).join(
            feeds, sa.and_(feeds.c.team == postmortems.c.team, feeds.c.postmortem == postmortems.c.id)
        )
        mine = found.where(feeds.c.team == self._team, feeds.c.channel == channel, postmortems.c.status == Status.DRAFT)
        rows = (await self._db.execute(mine.order_by(postmortems.c.number.desc()))).mappings().all()
        return tuple(postmortem_of(r) for r in rows)

    async def _first(self, which: sa.ColumnElement[bool]) -> Postmortem | None:
        # An open one sorts before closed ones; among those the newest counts.
        found = sa.select(postmortems).where(postmortems.c.team == self._team, which)
        order = (sa.case((postmortems.c.status == Status.DRAFT, 0), else_=1), postmortems.c.number.desc())
        row = (await self._db.execute(found.order_by(*order).limit(1))).mappings().first()
        return postmortem_of(row) if row else None

    def _row(self, postmortem: Postmortem) -> dict[str, Any]:
        p = postmortem
        by, at = p.signed_off or (None, None)
        times = ("since", "until", "began_at", "closed_at", "version")
        return {
            "team": self._team,
            **{name: getattr(p, name) for name in SAME + times},
            "status": p.status.value,
            "severity": p.severity.value,
            "services": list(p.services),
            "signed_off_by": by,
            "signed_off_at": at,
        }


def postmortem_of(row: sa.RowMapping) -> Postmortem:
    """What a row of the table holds."""
    times = ("since", "until", "began_at", "closed_at", "version")
    return Postmortem(
        **{name: row[name] for name in SAME + times},
        status=Status(row["status"]),
        severity=Severity(row["severity"]),
        services=tuple(row["services"]),
        signed_off=(row["signed_off_by"], row["signed_off_at"]) if row["signed_off_by"] else None,
    )
