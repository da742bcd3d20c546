"""A stage with an issue tracker beside it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any

import httpx

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemMove, Move
from bot.holiday_calendar import is_holiday
from bot.integrations.trackers import tracker_of
from bot.playground.server import served
from bot.usecases import action_items
from bot.usecases.nudges import Following
from tests.following import ADA, promise
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.trackers import github, gitlab, jira, linear
from tests.trackers.ledger import Held, Ledger

KINDS = (github, gitlab, jira, linear)


@dataclass
class Tracked:
    """The workspace, the tracker, and what people do in both."""

    at: Stage
    kind: ModuleType
    ledger: Ledger

    async def types(self, words: str, person: str = ADA, *, wait: bool = True) -> str:
        """`/postmortem action …`; what the answer says."""
        await self.at.slack.people.slash(person, CHANNEL, "/postmortem", f"action {words}")
        if wait:
            await self.at.quiet()
        return str(self.at.only(person)[-1])

    @property
    def name(self) -> str:
        """What people call the tracker."""
        found = tracker_of(self.at.app.settings)
        assert found is not None
        return found.name

    async def tracked(self, owner: str = ADA) -> tuple[Held, date]:
        """An item with an issue; the issue, and the date of both."""
        days = await promise(self.at, owner=owner)
        await self.types("track 1")
        return self.ledger.one(), self.at.clock.now().date() + timedelta(days=days)

    def at_work(self, hour: int, zone: str = "Europe/London") -> None:
        """Go to that hour (UTC) of the next day on which people work there."""
        today, reached = datetime.now(UTC).date(), self.at.clock.now().date()
        coming = (reached + timedelta(days=n) for n in range(1, 15))
        days = next((day - today).days for day in coming if works(day, zone))
        self.at.clock.move_to(days, hour)
        self.at.slack.state.shift = self.at.clock.shift.total_seconds()

    async def does(self, what: ItemMove, value: str, person: str = ADA, *, wait: bool = True) -> None:
        """Somebody does something to item 1 here. `wait`: until all that follows is out."""
        async with self.at.app.store.work("T0PLAY") as work:
            item = await work.items.numbered(1)
            assert item is not None
            move, follow = Move(what, person, self.at.clock.now(), value), Following(self.at.app.say.policy, is_holiday)
            await action_items.change(work, Reader(person, frozenset({CHANNEL})), item, move, follow)
        if wait:
            await self.at.quiet()

    async def item(self, number: int = 1) -> ActionItem:
        async with self.at.app.store.look("T0PLAY") as work:
            found = await work.items.numbered(number)
        assert found is not None
        return found

    async def heard(self, held: Held, **headers: str) -> int:
        """The tracker's webhook about an issue; the status it gets."""
        given, body = self.kind.hook(held, self.at.clock.now().timestamp())
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.at.url}/hooks/tracker", content=body, headers={**given, **headers})
        await self.at.quiet()
        return answer.status_code

    async def later(self, minutes: int) -> None:
        """Time goes by, and the jobs run."""
        self.at.clock.shift += timedelta(minutes=minutes)
        self.at.slack.state.shift = self.at.clock.shift.total_seconds()
        await self.at.app.jobs.tick_all()
        await self.at.quiet()

    def told(self, person: str = ADA) -> list[dict[str, Any]]:
        """What somebody got by direct message."""
        return self.at.from_bot(self.at.slack.state.dm(person).id)


def works(day: date, zone: str) -> bool:
    return day.weekday() < 5 and not is_holiday(zone, day)


@contextlib.asynccontextmanager
async def tracked(kind: ModuleType, database_url: str, *, private: bool = False) -> AsyncIterator[Tracked]:
    """A started postmortem, with a tracker in which Ada and Zoë have an account."""
    ledger: Ledger = kind.ledger()
    async with served(kind.app(ledger)) as url:
        ledger.url = url
        more = {
            "tracker": kind.NAME,
            "tracker_project": kind.PROJECT,
            "tracker_token": ledger.token,
            "tracker_secret": kind.SECRET,
            "tracker_url": url,
            "tracker_user": getattr(kind, "USER", ""),
        }
        async with stage(database_url, more=more) as at:
            made = Tracked(at, kind, ledger)
            at.slack.state.channels[CHANNEL].private = private
            await at.start()
            for person, (words, _) in ((ADA, kind.MINE), ("U0ZOE", kind.OTHERS)):
                assert "I take you for" in await made.types(f"account {words}", person)
            yield made
        assert ledger.wrong == []
