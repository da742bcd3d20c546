"""Links that sign somebody in. What stands in a link is kept as a hash only, and a link is good for one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.report_tables import sign_ins


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who is signed in by a link, and the page (a path) where that leads."""

    person: str
    goes_to: str


class SignIns:
    """The links of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def add(self, secret: str, person: str, goes_to: str, until: datetime, now: datetime) -> None:
        """A new link; those which are over are forgotten on this occasion."""
        await self._db.execute(sa.delete(sign_ins).where(sign_ins.c.until < now))
        row = {"team": self._team, "id": _hash(secret), "person": person, "goes_to": goes_to, "until": until}
        await self._db.execute(sa.insert(sign_ins).values(row))

    async def find(self, secret: str, now: datetime) -> SignIn | None:
        """What a link is good for; None where it is not, or not any more."""
        found = sa.select(sign_ins).where(self._is(secret), sign_ins.c.until >= now)
        row = (await self._db.execute(found)).mappings().first()
        return SignIn(row["person"], row["goes_to"]) if row else None

    async def use(self, secret: str, now: datetime) -> SignIn | None:
        """The same, for the first who asks; nobody can use it again."""
        found = await self.find(secret, now)
        gone = await self._db.execute(sa.delete(sign_ins).where(self._is(secret)))
        return found if gone.rowcount == 1 else None

    def _is(self, secret: str) -> sa.ColumnElement[bool]:
        return sa.and_(sign_ins.c.team == self._team, sign_ins.c.id == _hash(secret))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
