"""What the local workspace may show of the bot in it: rows, the outbox, the next reminders. Beside the product, not in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.app import App
from bot.domain.message import Person
from bot.store.inspection import Inspection

Rows = list[dict[str, Any]]
# How long to wait before the outbox is looked into again: soon at first, 20 seconds in all.
QUIET_WAITS = (0.02, 0.03, *(0.05,) * 400)


class LookInside:
    """The inside of one running bot."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def subjects(self) -> Rows:
        """The postmortems."""
        async with self._app.store.database.begin() as connection:
            found = await Inspection(connection).postmortems()
        return [{"id": p["id"], "label": f"{p['number']} · {p['title']} · {p['status']}", "channel": p["channel"]} for p in found]

    async def tables(self, subject: str) -> dict[str, Rows]:
        """The rows of one postmortem."""
        async with self._app.store.database.begin() as connection:
            found = await Inspection(connection).tables(subject)
        return {name: [_plain(row) for row in rows] for name, rows in found.items()}

    async def outbox(self) -> Rows:
        """What waits, what was given up, and the newest of what was sent."""
        async with self._app.store.database.begin() as connection:
            return [_plain(row) for row in await Inspection(connection).outbox()]

    async def due(self) -> Rows:
        """When each action item is looked at next, the nearest first."""
        found: Rows = []
        for team in await self._app.store.teams():
            async with self._app.store.work(team) as work:
                items = await work.items.coming()
                people = await work.workspace.people({i.owner for i in items if i.owner})
            for item in items:
                to = people[item.owner].name if item.owner in people else item.owner
                what = f"action item {item.number}: {_named(item.text, people)}"
                found.append({"at": item.nudge_at.timestamp() if item.nudge_at else 0, "to": to, "what": what})
        return found

    async def ticked(self) -> None:
        """Every timed job once, and the outbox looked into."""
        await self._app.jobs.tick_all()
        self._app.dispatcher.wake()

    async def reminded(self) -> None:
        """The reminders that are due."""
        await self._app.jobs.remind()

    async def quiet(self) -> None:
        """Wait until nothing that could leave now still waits; gives up after a while."""
        for wait in QUIET_WAITS:
            if not (await self._app.store.outbox_counts(self._app.clock.now())).get("waiting"):
                return
            await asyncio.sleep(wait)


def _named(text: str, people: Mapping[str, Person]) -> str:
    return re.sub(r"<@(\w+)>", lambda m: f"@{people[m[1]].name}" if m[1] in people else m[0], text)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Times as text: whatever shows a row can then write it down."""
    return {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in row.items()}
