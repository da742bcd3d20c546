"""A channel of any size out of real words: the incidents under tests/data, one after the other, again and again."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.domain.message import Message, Person
from bot.domain.postmortem import Postmortem
from bot.slack.export import ExportedChannel, read_export
from bot.store.database import Database
from bot.store.work import Store

TEAM = "T0PLAY"
INCIDENTS = Path(__file__).parent.parent / "data" / "incidents"


def _exports() -> list[ExportedChannel]:
    folders = sorted(f for f in INCIDENTS.iterdir() if f.is_dir())
    return [read_export(f, next(c.name for c in f.iterdir() if c.is_dir())) for f in folders]


def messages(count: int) -> tuple[Message, ...]:
    """So many messages, half a minute apart, in one channel; threads stay threads."""
    found: list[Message] = []
    new: dict[tuple[int, str], str] = {}
    for lap in itertools.count():
        for message in itertools.chain.from_iterable(e.messages for e in _EXPORTS):
            if len(found) == count:
                return tuple(found)
            ts = f"{1_700_000_000 + 30 * len(found)}.000100"
            new[lap, message.ts] = ts
            root = new.get((lap, message.thread_ts)) if message.thread_ts else None
            found.append(replace(message, channel="C0INC", ts=ts, thread_ts=root))
    return tuple(found)


def people() -> Mapping[str, Person]:
    """Everybody who wrote."""
    return {p.id: p for e in _EXPORTS for p in e.people.values()}


def postmortem(said: tuple[Message, ...]) -> Postmortem:
    """One about all of it."""
    return Postmortem("P1", 1, "C0INC", "Checkout is down", said[0].author, said[0].at, said[0].author, began_at=said[0].at)


async def fill(url: str, one: Postmortem, said: tuple[Message, ...], now: datetime) -> None:
    """Put it all into a database, as if it had been heard."""
    database = Database(url)
    async with Store(database).work(TEAM) as work:
        for message in said:
            await work.messages.keep(message, now)
        for person in people().values():
            await work.workspace.put_person(person, now)
        await work.postmortems.add(one)
    await database.close()


_EXPORTS = _exports()
