"""Action items of all postmortems by page, as far as a reader may know of them: what may be seen is decided inside the
query, as in `browsing.py`. Whoever owns an item sees it, and of a hidden postmortem nothing but its number."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Reader
from bot.domain.action_item import ItemState
from bot.domain.item_figures import Fate
from bot.domain.item_list import ItemFilters, Listed, Standing
from bot.domain.postmortem import Status
from bot.store.action_items import item_of
from bot.store.browsing import seen_by
from bot.store.tables import action_items, postmortems

# Nobody does what a cancelled postmortem wanted.
_COUNTS = postmortems.c.status != Status.CANCELLED


class ItemLists:
    """The action items of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self._db = connection
        self._team = team

    async def page(self, reader: Reader, wanted: ItemFilters, today: date, limit: int, offset: int = 0) -> tuple[Listed, ...]:
        """Those that fit, the most urgent first; those without a date come last."""
        a, p = action_items.c, postmortems.c
        seen = seen_by(reader)
        about = (p.number.label("of"), p.title, p.services, seen.label("seen"))
        found = self._joined(sa.select(action_items, *about)).where(*self._which(reader, wanted, today))
        rows = await self._db.execute(found.order_by(a.due.is_(None), a.due, a.number).limit(limit).offset(offset))
        return tuple(Listed(item_of(r), r.of, r.title if r.seen else "", tuple(r.services) if r.seen else ()) for r in rows)

    async def count(self, reader: Reader, wanted: ItemFilters, today: date) -> int:
        """How many fit."""
        found = self._joined(sa.select(sa.func.count())).where(*self._which(reader, wanted, today))
        return int(await self._db.scalar(found) or 0)

    async def fates(self, reader: Reader, today: date, limit: int) -> tuple[Fate, ...]:
        """What becomes of the items of all postmortems that the reader may know of, the newest first; no team is known yet."""
        a, p = action_items.c, postmortems.c
        stands = sa.case(*((_stands(s, today), s.value) for s in Standing))
        what = (stands.label("stands"), a.created_at, a.owner, p.services)
        found = self._joined(sa.select(*what)).where(a.team == self._team, seen_by(reader), _COUNTS).order_by(a.number.desc())
        rows = (await self._db.execute(found.limit(limit))).mappings()
        return tuple(Fate(Standing(r["stands"]), r["created_at"].date(), r["owner"] or "", tuple(r["services"])) for r in rows)

    def _joined(self, found: sa.Select[tuple[object, ...]]) -> sa.Select[tuple[object, ...]]:
        a, p = action_items.c, postmortems.c
        return found.select_from(action_items.join(postmortems, sa.and_(p.team == a.team, p.id == a.postmortem)))

    def _which(self, reader: Reader, wanted: ItemFilters, today: date) -> list[sa.ColumnElement[bool]]:
        a = action_items.c
        which = [a.team == self._team, sa.or_(seen_by(reader), a.owner == reader.id)]
        which += [] if wanted.postmortem else [_COUNTS]
        which += [_stands(wanted.standing, today)] if wanted.standing else []
        which += [a.state == ItemState.OPEN] if wanted.unfinished else []
        which += [a[name] == value for name in ("owner", "kind", "priority", "postmortem") if (value := getattr(wanted, name))]
        return which


def _stands(standing: Standing, today: date) -> sa.ColumnElement[bool]:
    a = action_items.c
    is_open, done = a.state == ItemState.OPEN, a.state == ItemState.DONE
    late = sa.func.coalesce(a.due < today, sa.false())
    match standing:
        case Standing.OVERDUE:
            return sa.and_(is_open, late)
        case Standing.OPEN:
            return sa.and_(is_open, sa.not_(late), a.blocked_by == "")
        case Standing.BLOCKED:
            return sa.and_(is_open, sa.not_(late), a.blocked_by != "")
        case Standing.DONE:
            return sa.and_(done, a.worked_at.is_(None))
        case Standing.WORKED:
            return sa.and_(done, a.worked_at.is_not(None))
        case Standing.DROPPED:
            return a.state == ItemState.DROPPED
