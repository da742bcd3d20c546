"""Postmortems by page, as far as a reader may know of them: what may be seen is decided inside the query, so that pages
are full and counts tell of nothing else. The rule is that of `domain/access.py`; a test holds both together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Reader
from bot.domain.patterns import Case
from bot.domain.postmortem import Postmortem, Status
from bot.store.postmortems import postmortem_of
from bot.store.report_tables import factor_tags
from bot.store.tables import channels, participants, postmortems


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; what is empty does not matter. `since` and `until`: days (UTC) of the incident's beginning, both
    included; `factor`: a contributing factor that was accepted; `ids`: only these, where they are given: what a search
    has found."""

    service: str = ""
    severity: str = ""
    status: str = ""
    lead: str = ""
    factor: str = ""
    since: date | None = None
    until: date | None = None
    ids: tuple[str, ...] | None = None


def seen_by(reader: Reader) -> sa.ColumnElement[bool]:
    """Whether the reader may know of a postmortem, for queries over `postmortems`."""
    if reader.everything:
        return sa.true()
    private = sa.select(channels.c.private).where(
        channels.c.team == postmortems.c.team, channels.c.channel == postmortems.c.channel
    )
    invited = sa.exists().where(
        participants.c.team == postmortems.c.team,
        participants.c.postmortem == postmortems.c.id,
        participants.c.person == reader.id,
        participants.c.may_see.is_(True),
    )
    # A channel that is not known counts as private.
    is_open = sa.and_(postmortems.c.private.is_(False), sa.func.coalesce(private.scalar_subquery(), sa.true()).is_(False))
    return sa.or_(is_open, postmortems.c.channel.in_(reader.channels), invited)


class Browsing:
    """The postmortems of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def page(self, reader: Reader, wanted: Filters, limit: int, offset: int) -> tuple[Postmortem, ...]:
        """Those that fit, the newest first."""
        found = sa.select(postmortems).where(*self._which(reader, wanted)).order_by(postmortems.c.number.desc())
        rows = (await self._db.execute(found.limit(limit).offset(offset))).mappings().all()
        return tuple(map(postmortem_of, rows))

    async def count(self, reader: Reader, wanted: Filters) -> int:
        """How many fit."""
        found = sa.select(sa.func.count()).select_from(postmortems).where(*self._which(reader, wanted))
        return int(await self._db.scalar(found) or 0)

    async def cases(self, reader: Reader) -> tuple[Case, ...]:
        """What is compared of all postmortems that the reader may know of, but for cancelled ones; the newest first."""
        p, t = postmortems.c, factor_tags.c
        known = (p.team == self._team, p.status != Status.CANCELLED, seen_by(reader))
        tags: dict[str, set[str]] = {}
        for postmortem, factor in await self._db.execute(
            sa.select(t.postmortem, t.factor).where(t.team == self._team, t.accepted)
        ):
            tags.setdefault(postmortem, set()).add(factor)
        rows = await self._db.execute(sa.select(p.id, p.number, p.title, p.services).where(*known).order_by(p.number.desc()))
        return tuple(Case(r.number, r.title, tuple(r.services), frozenset(tags.get(r.id, ()))) for r in rows)

    async def leads(self, reader: Reader) -> tuple[str, ...]:
        """Who leads a postmortem that the reader may know of."""
        p = postmortems.c
        found = sa.select(p.lead).where(p.team == self._team, p.lead != "", seen_by(reader)).distinct()
        return tuple((await self._db.scalars(found)).all())

    def _tagged(self, factor: str) -> sa.Select[tuple[str]]:
        t = factor_tags.c
        return sa.select(t.postmortem).where(t.team == self._team, t.factor == factor, t.accepted)

    def _which(self, reader: Reader, wanted: Filters) -> list[sa.ColumnElement[bool]]:
        p = postmortems.c
        which = [p.team == self._team, seen_by(reader)]
        which += [p.severity == wanted.severity] if wanted.severity else []
        which += [p.status == wanted.status] if wanted.status else []
        which += [p.lead == wanted.lead] if wanted.lead else []
        if wanted.service:
            which.append(sa.cast(p.services, sa.Text).contains(json.dumps(wanted.service), autoescape=True))
        which += [p.id.in_(self._tagged(wanted.factor))] if wanted.factor else []
        began = sa.func.coalesce(p.began_at, p.created_at, type_=p.created_at.type)
        which += [began >= _midnight(wanted.since)] if wanted.since else []
        which += [began < _midnight(wanted.until) + timedelta(days=1)] if wanted.until else []
        which += [p.id.in_(wanted.ids)] if wanted.ids is not None else []
        return which


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
