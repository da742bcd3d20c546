"""The issues beside action items: what both sides said when they last agreed. And who is who in the tracker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Difference, Field, Seen, Tracked
from bot.store.tables import action_items
from bot.store.tracker_tables import tracked_issues, tracker_accounts
from bot.store.upsert import put


class TrackedIssues:
    """The tracked issues of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def get(self, item: str) -> Tracked | None:
        """What is known of the issue beside an item; None where it has none."""
        t = tracked_issues.c
        row = (await self._db.execute(sa.select(tracked_issues).where(t.team == self._team, t.item == item))).mappings().first()
        return _tracked(row) if row else None

    async def put(self, tracked: Tracked) -> None:
        """Remember it."""
        await put(self._db, tracked_issues, {"team": self._team, **_row(tracked)})

    async def forget(self, item: str) -> None:
        """The item has no issue any more."""
        t = tracked_issues.c
        await self._db.execute(sa.delete(tracked_issues).where(t.team == self._team, t.item == item))

    async def to_look_at(self, before: datetime, closed_before: datetime, limit: int) -> tuple[str, ...]:
        """Items whose issue was last looked at before a moment, the longest ago first; not what was closed long ago."""
        t, a = tracked_issues.c, action_items.c
        same = sa.and_(a.team == t.team, a.id == t.item)
        living = sa.or_(a.state == ItemState.OPEN, a.closed_at.is_(None), a.closed_at > closed_before)
        found = sa.select(t.item).join(action_items, same).where(t.team == self._team, a.issue != "", living)
        found = found.where(sa.or_(t.looked_at.is_(None), t.looked_at < before)).order_by(t.looked_at).limit(limit)
        return tuple((await self._db.scalars(found)).all())

    async def look_later(self, items: tuple[str, ...], now: datetime) -> None:
        """These are being looked at now."""
        t = tracked_issues.c
        await self._db.execute(sa.update(tracked_issues).where(t.team == self._team, t.item.in_(items)).values(looked_at=now))

    async def accounts(self) -> Mapping[str, str]:
        """The account of each person who said it."""
        t = tracker_accounts.c
        found = sa.select(t.person, t.account).where(t.team == self._team)
        return {row.person: row.account for row in (await self._db.execute(found)).all()}

    async def put_account(self, person: str, account: str) -> None:
        """Somebody has this account in the tracker, and nobody else has it."""
        t = tracker_accounts.c
        await self._db.execute(sa.delete(tracker_accounts).where(t.team == self._team, t.account == account))
        await put(self._db, tracker_accounts, {"team": self._team, "person": person, "account": account})


def _row(tracked: Tracked) -> dict[str, Any]:
    return {
        "item": tracked.item,
        "by": tracked.by,
        "mark": tracked.mark,
        "began_at": tracked.began_at,
        "looked_at": tracked.looked_at,
        "seen": {f.value: [s.ours, s.theirs] for f, s in tracked.seen.items()},
        "told": [[d.field.value, d.ours, d.theirs, d.takeable] for d in tracked.told],
        "trouble": tracked.trouble,
    }


def _tracked(row: sa.RowMapping) -> Tracked:
    return Tracked(
        item=row["item"],
        by=row["by"],
        mark=row["mark"],
        began_at=row["began_at"],
        looked_at=row["looked_at"],
        seen={Field(name): Seen(*sides) for name, sides in row["seen"].items()},
        told=tuple(Difference(Field(f), ours, theirs, takeable) for f, ours, theirs, takeable in row["told"]),
        trouble=row["trouble"],
    )
