"""Serves people's calendars to programs, which cannot sign in: the address is what lets them in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.exports.items_calendar import items_calendar
from bot.prompts import Prompts
from bot.store.work import Store
from bot.usecases.calendars import Addresses, items_at
from bot.web.door import Door
from bot.web.safety import HEADERS


class CalendarFeed:
    """What is there for whoever knows the address."""

    def __init__(self, store: Store, say: Prompts, clock: Clock, door: Door, addresses: Addresses, public_url: str) -> None:
        self._store, self._say, self._clock, self._door = store, say, clock, door
        self._addresses, self._public_url = addresses, public_url.rstrip("/")

    def routes(self) -> Sequence[Route]:
        """What is served."""
        return (Route(f"{self._door.base}/calendar/{{token}}.ics", self._door.feed(self._feed)),)

    async def _feed(self, request: Request) -> Response:
        team, person, serial = self._addresses.read(request.path_params["token"])
        async with self._store.look(team) as work:
            found = await items_at(work, person, serial, self._clock.now().date())
        host = urlsplit(self._public_url).hostname or "postmortem-bot"
        feed = await asyncio.to_thread(items_calendar, found, host, f"{self._public_url}/actions?owner=me", self._say)
        return Response(feed, headers=HEADERS, media_type="text/calendar; charset=utf-8")
