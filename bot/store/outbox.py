"""Effects that wait to leave: written with what causes them, sent after the commit, in order in each lane."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import outbox, sent
from bot.store.upsert import add_once, put

DELIVERY_LENGTH = 64
WAITING, SENT, DEAD, LATER = "waiting", "sent", "dead", "later"
# Who was coached is kept nowhere.
TRACELESS = frozenset({"coach"})


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to be done outside. `lane` orders effects (a channel, a person); `delivery` is unique for good,
    so the same effect is never queued twice; `ref` names what is posted, so that it can be found again."""

    team: str
    lane: str
    kind: str
    delivery: str
    payload: Mapping[str, Any]
    ref: str = ""
    id: int = 0
    tries: int = 0  # how often it was taken up before
    queued_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message of ours stands."""

    channel: str
    ts: str


def _short(delivery: str) -> str:
    """A delivery id in the length of its column: long ones by their fingerprint."""
    return delivery if len(delivery) <= DELIVERY_LENGTH else hashlib.sha256(delivery.encode()).hexdigest()


class Outbox:
    """The outbox of one workspace, as use cases see it."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team
        self.filled = False

    async def add(self, lane: str, kind: str, delivery: str, payload: Mapping[str, Any], now: datetime, ref: str = "") -> bool:
        """Queue an effect unless its delivery id was used before; tells whether it was queued."""
        row = {
            "team": self._team,
            "lane": lane,
            "kind": kind,
            "delivery": _short(delivery),
            "ref": ref,
            "payload": dict(payload),
        }
        added = await add_once(self._db, outbox, {**row, "not_before": now, "created_at": now})
        self.filled = self.filled or added
        return added

    async def replace(self, lane: str, kind: str, delivery: str, payload: Mapping[str, Any], now: datetime, ref: str) -> None:
        """Queue an update of `ref` in place of those that still wait and nobody is sending."""
        stale = sa.delete(outbox).where(
            outbox.c.team == self._team,
            outbox.c.ref == ref,
            outbox.c.kind == kind,
            outbox.c.state == WAITING,
            outbox.c.leased_until.is_(None),
        )
        await self._db.execute(stale)
        await self.add(lane, kind, delivery, payload, now, ref)

    async def revive(self, lane: str, failures: Sequence[str]) -> None:
        """Let what was given up in a lane for one of these reasons be sent after all, in its old order."""
        await self._revive(sa.and_(outbox.c.lane == lane, outbox.c.failure.in_(failures)))

    async def revive_everywhere(self, failure: str) -> None:
        """The same for one reason in all lanes."""
        await self._revive(outbox.c.failure == failure)

    async def _revive(self, which: sa.ColumnElement[bool]) -> None:
        stopped = sa.and_(outbox.c.team == self._team, outbox.c.state == DEAD, which)
        revived = sa.update(outbox).where(stopped).values(state=WAITING, failure="").returning(outbox.c.id)
        self.filled = bool((await self._db.execute(revived)).all()) or self.filled

    async def widen(self, effect: int, payload: Mapping[str, Any]) -> None:
        """Let an effect that is under way hold more, so that another attempt does the same."""
        await self._db.execute(sa.update(outbox).where(outbox.c.id == effect).values(payload=dict(payload)))

    async def place(self, ref: str) -> Place | None:
        """Where the message of that name was posted; None before it was."""
        found = sa.select(sent.c.channel, sent.c.ts).where(sent.c.team == self._team, sent.c.ref == ref)
        row = (await self._db.execute(found)).first()
        return Place(*row) if row else None

    async def places(self, prefix: str) -> tuple[Place, ...]:
        """Where the messages stand whose names begin so."""
        found = sa.select(sent.c.channel, sent.c.ts).where(
            sent.c.team == self._team, sent.c.ref.startswith(prefix, autoescape=True)
        )
        return tuple(Place(*row) for row in (await self._db.execute(found)).all())

    async def ref_at(self, channel: str, ts: str) -> str:
        """The name of our message at that place; empty where it is none of ours."""
        found = sa.select(sent.c.ref).where(sent.c.team == self._team, sent.c.channel == channel, sent.c.ts == ts)
        return (await self._db.scalar(found.limit(1))) or ""

    async def put_place(self, ref: str, channel: str, ts: str) -> None:
        """Remember where the message of that name stands."""
        await put(self._db, sent, {"team": self._team, "ref": ref, "channel": channel, "ts": ts})

    async def forget_place(self, ref: str) -> None:
        """Forget it: the message was deleted outside."""
        await self._db.execute(sa.delete(sent).where(sent.c.team == self._team, sent.c.ref == ref))


class Queue:
    """The outbox of all workspaces, as the dispatcher sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Effect, ...]:
        """Take the first waiting effect of each lane that is free, with a lease until the given moment.

        A lane whose first effect waits for a retry or is being sent holds back those behind it."""
        first = (
            sa.select(outbox.c.team, outbox.c.lane, sa.func.min(outbox.c.id).label("id"))
            .where(outbox.c.state == WAITING)
            .group_by(outbox.c.team, outbox.c.lane)
            .subquery()
        )
        free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
        chosen = (
            sa.select(outbox)
            .join(first, outbox.c.id == first.c.id)
            .where(outbox.c.state == WAITING, outbox.c.not_before <= now, free)
            .order_by(outbox.c.id)
            .limit(limit)
        )
        if self._db.dialect.name == "postgresql":
            chosen = chosen.with_for_update(of=outbox, skip_locked=True)
        rows = (await self._db.execute(chosen)).mappings().all()
        ids = [r["id"] for r in rows]
        if ids:
            await self._db.execute(
                sa.update(outbox).where(outbox.c.id.in_(ids)).values(leased_until=until, tries=outbox.c.tries + 1)
            )
        return tuple(_effect(r) for r in rows)

    async def done(self, effect: Effect) -> None:
        """The effect happened. Of one that was for nobody else to know, nothing stays."""
        if effect.kind in TRACELESS:
            await self._db.execute(sa.delete(outbox).where(outbox.c.id == effect.id))
            return
        await self._set(effect, state=SENT, leased_until=None, payload={}, failure="")

    async def again(self, effect: Effect, at: datetime, failure: str) -> None:
        """Try it again at the given moment."""
        await self._set(effect, not_before=at, leased_until=None, failure=failure[:255])

    async def give_up(self, effect: Effect, failure: str) -> None:
        """It will not happen unless it is revived; the reason stays."""
        await self._set(effect, state=DEAD, leased_until=None, failure=failure[:255])

    async def free_all(self) -> None:
        """End every lease."""
        held = sa.and_(outbox.c.state == WAITING, outbox.c.leased_until.is_not(None))
        await self._db.execute(sa.update(outbox).where(held).values(leased_until=None))

    async def next_at(self) -> datetime | None:
        """When the next waiting effect may be sent; None where nothing waits."""
        at: datetime | None = await self._db.scalar(sa.select(sa.func.min(outbox.c.not_before)).where(outbox.c.state == WAITING))
        return at

    async def oldest(self, now: datetime) -> datetime | None:
        """Since when the oldest effect waits that could be sent by now; None where none does."""
        due = sa.and_(outbox.c.state == WAITING, sa.or_(outbox.c.failure != "", outbox.c.not_before <= now))
        at: datetime | None = await self._db.scalar(sa.select(sa.func.min(outbox.c.created_at)).where(due))
        return at

    async def counts(self, now: datetime) -> dict[str, int]:
        """How many effects wait to be sent, how many are meant for a later hour, and how many were given up."""
        later = sa.and_(outbox.c.state == WAITING, outbox.c.failure == "", outbox.c.not_before > now)
        state = sa.case((later, LATER), else_=outbox.c.state).label("counted")
        found = sa.select(state, sa.func.count()).where(outbox.c.state != SENT).group_by(sa.literal_column("counted"))
        return dict((await self._db.execute(found)).all())

    async def _set(self, effect: Effect, **values: Any) -> None:
        await self._db.execute(sa.update(outbox).where(outbox.c.id == effect.id).values(**values))


def _effect(row: sa.RowMapping) -> Effect:
    names = ("team", "lane", "kind", "delivery", "payload", "ref", "id", "tries")
    return Effect(**{name: row[name] for name in names}, queued_at=row["created_at"])
