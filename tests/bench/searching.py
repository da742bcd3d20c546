"""How long a search takes among many postmortems, beside what the database needs without any engine."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

import sqlalchemy as sa

from bot.domain.access import Reader
from bot.domain.postmortem import Postmortem, Status
from bot.domain.searchable import HEAD, TIMELINE, Part, indexed
from bot.store.database import Database
from bot.store.search_tables import search_texts
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases.searching import search
from tests.bench import material

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINES = 60  # as many as a usual timeline and its answers have
# What people type: one word and several, common and rare, in a row, by their beginnings, names, and words that nobody wrote.
ASKED = (
    "rollback",
    "error",
    "errors deploy",
    "database connection pool",
    '"rolling back"',
    "time*",
    "api gateway latency",
    "customers cannot pay",
    "db-primary-2",
    "unfindable",
    "lat",
    "dns resolution failed",
)
READER = Reader("U0ADA", frozenset({"C0"}))


@dataclass(frozen=True)
class Searched:
    """Milliseconds: the median and the slowest of the questions asked; a plain scan by LIKE for the same words, and a row
    by its key."""

    median: float
    slowest: float
    scan: float
    row: float
    found: int


async def searched(url: str, count: int = 10_000) -> Searched:
    """Fill a migrated database and ask it."""
    database = Database(url)
    store = Store(database)
    await _fill(store, count)
    times, found = [], 0
    for words in ASKED:
        laps = []
        for _ in range(5):
            began = time.perf_counter()
            async with store.look(material.TEAM) as work:
                results = await search(work, READER, words)
            laps.append((time.perf_counter() - began) * 1000)
        found += len(results.found)
        times.append(median(laps))
    scan, row = await _floor(database, "%rollback%"), await _floor(database, None)
    await database.close()
    return Searched(median(times), max(times), scan, row, found)


async def _floor(database: Database, pattern: str | None) -> float:
    t = search_texts.c
    which = t.text.like(pattern) if pattern else sa.and_(t.postmortem == "P77", t.seq == 0)
    laps = []
    for _ in range(5):
        began = time.perf_counter()
        async with database.reading() as connection:
            await connection.execute(sa.select(t.postmortem).where(t.team == material.TEAM, which).limit(5))
            if pattern:
                await connection.execute(sa.select(sa.func.count()).where(t.team == material.TEAM, which))
        laps.append((time.perf_counter() - began) * 1000)
    return median(laps)


async def _fill(store: Store, count: int) -> None:
    """Every tenth of them private, in ten channels of which one is private, too."""
    async with store.work(material.TEAM) as work:
        for number in range(10):
            await work.workspace.put_channel(Channel(f"C{number}", f"inc-{number}", private=number == 9))
    texts = [m.text for m in material.messages(4000) if m.text]
    chance = random.Random(7)
    for first in range(0, count, 250):
        async with store.work(material.TEAM) as work:
            for number in range(first, min(first + 250, count)):
                await _add(work, number, list(_parts(chance, texts)))


async def _add(work: Work, number: int, parts: Sequence[Part]) -> None:
    title, channel = parts[0].text, f"C{number % 10}"
    one = Postmortem(f"P{number}", number + 1, channel, title, "U1", NOW, "U1", private=number % 10 == 3, status=Status.PUBLISHED)
    assert await work.postmortems.add(one)
    mark = await work.search.mark(one.id)
    assert mark is not None
    assert await work.search.put(one.id, parts, indexed(parts), mark, NOW)


def _parts(chance: random.Random, texts: Sequence[str]) -> Iterator[Part]:
    said = chance.choices(texts, k=LINES)
    yield Part(HEAD, "", " ".join(said[0].split()[:6]))
    yield Part("summary", "Summary", "\n".join(said[:10]))
    yield Part(TIMELINE, "", "\n".join([*said[10:], f"db-primary-{chance.randrange(400)} took over"]))
