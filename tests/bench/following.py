"""How long a tick takes that finds and claims what is due among a million open action items, and whether done ones slow it down."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from bot.domain.postmortem import Postmortem, Status
from bot.store.database import Database
from bot.store.tables import action_items, people
from bot.store.work import Store
from tests.bench.material import TEAM

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OPEN, DONE, BLOCK, OWNERS, AT_ONCE, LAPS = 1_000_000, 1_000_000, 10_000, 20_000, 100, 15


@dataclass(frozen=True)
class Claimed:
    """Milliseconds for a tick: among the open ones, and when as many are done besides; a row by its key; how the database
    looks for what is due."""

    among_open: float
    with_done: float
    row: float
    plan: str


async def claimed(url: str) -> Claimed:
    """Fill a migrated database and tick."""
    database = Database(url)
    store = Store(database)
    async with store.work(TEAM) as work:
        await work.postmortems.add(Postmortem("P1", 1, "C1", "Checkout", "U1", NOW, "U1", status=Status.PUBLISHED))
    async with database.begin() as db:
        rows = [{"team": TEAM, "person": f"U{n}", "name": f"U{n}", "tz": "UTC"} for n in range(OWNERS)]
        await db.execute(sa.insert(people), rows)
    await _fill(database, 0, OPEN, done=False)
    among_open = await _tick(store, 0)
    await _fill(database, OPEN, DONE, done=True)
    with_done = await _tick(store, LAPS)
    found = Claimed(among_open, with_done, await _row(database), await _plan(store))
    await database.close()
    return found


async def _fill(database: Database, first: int, count: int, *, done: bool) -> None:
    """Of the open ones 100 are due in each of the next minutes, all others years later. The database multiplies a block."""
    async with database.begin() as db:
        await db.execute(sa.insert(action_items), list(_rows(first, first + BLOCK, done=done)))
        for shift in range(BLOCK, count, BLOCK):
            await db.execute(_shifted(first, shift, done=done))
    async with database.begin() as db:
        await db.execute(sa.text("ANALYZE action_items"))


def _shifted(first: int, shift: int, *, done: bool) -> sa.Insert:
    a = action_items.c
    later = sa.null() if done else sa.literal(NOW + timedelta(days=1000), a.nudge_at.type)
    other = {"number": a.number + shift, "id": sa.literal("i") + sa.cast(a.number + shift, sa.String), "nudge_at": later}
    block = sa.select(*(other.get(c.name, c).label(c.name) for c in a)).where(a.number > first, a.number <= first + BLOCK)
    return sa.insert(action_items).from_select([c.name for c in a], block)


def _rows(begin: int, end: int, *, done: bool) -> Iterator[dict[str, Any]]:
    for number in range(begin, end):
        at = None if done else NOW + timedelta(minutes=number // AT_ONCE)
        same = {"team": TEAM, "id": f"i{number + 1}", "number": number + 1, "postmortem": "P1", "text": "Alert on lag"}
        state = {"state": "done" if done else "open", "closed_at": NOW if done else None, "nudge_at": at, "planned_from": NOW}
        owner = {"created_by": "U1", "created_at": NOW, "owner": f"U{number % OWNERS}", "due": date(2027, 1, 1)}
        yield {**same, **state, **owner, "kind": "prevent", "priority": "normal"}


async def _tick(store: Store, first: int) -> float:
    """What is due is found and claimed, as a tick does, minute after minute."""
    laps = []
    for minute in range(first, first + LAPS):
        now = NOW + timedelta(minutes=minute)
        began = time.perf_counter()
        async with store.work(TEAM) as work:
            found = await work.items.claim_due(now, AT_ONCE)
            laps.append((time.perf_counter() - began) * 1000)
            assert len(found) == AT_ONCE, len(found)
            await work.items.put_plans([replace(f.item, nudge_at=now + timedelta(days=3000)) for f in found])
    return median(laps)


async def _row(database: Database) -> float:
    laps = []
    for number in range(LAPS):
        began = time.perf_counter()
        async with database.reading() as db:
            await db.execute(sa.select(action_items).where(action_items.c.team == TEAM, action_items.c.id == f"i{number * 977}"))
        laps.append((time.perf_counter() - began) * 1000)
    return median(laps)


async def _plan(store: Store) -> str:
    """How the database answers the first thing that a tick asks."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if statement.startswith("SELECT action_items"):
            asked.append((statement, parameters))

    engine = store.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    async with store.look(TEAM) as work:
        await work.items.claim_due(NOW + timedelta(minutes=2 * LAPS), AT_ONCE)
    sa.event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if store.database.is_sqlite else "EXPLAIN"
    async with store.database.reading() as db:
        rows = (await db.exec_driver_sql(f"{explain} {asked[0][0]}", asked[0][1])).all()
    return "; ".join(str(r[-1]).strip() for r in rows)
