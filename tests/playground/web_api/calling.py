"""A small workspace and a bot that calls it over HTTP, as any client would."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

from bot.playground.server import Playground, playground
from bot.playground.state import PlaygroundSettings

Json = dict[str, Any]
BOT, ADA, SAM, TEAM, SECRET, AWAY = "U0BOT", "U0ADA", "U0SAM", "C0TEAM", "C0SECRET", "C0AWAY"


@dataclass
class Bot:
    """What a bot does: calls with its token. `told` are the events that it was sent."""

    place: Playground
    http: httpx.AsyncClient
    token: str = "xoxb-local"

    async def ask(self, method: str, **args: Any) -> httpx.Response:
        """One call with a form."""
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in args.items()}
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return await self.http.post(f"/api/{method}", data=form, headers=headers)

    async def call(self, method: str, **args: Any) -> Json:
        """One call; gives what came back."""
        return dict((await self.ask(method, **args)).json())

    async def ok(self, method: str, **args: Any) -> Json:
        """One call that has to succeed."""
        answer = await self.call(method, **args)
        assert answer["ok"], answer
        return answer

    async def refusal(self, method: str, **args: Any) -> str:
        """The error of a call that has to fail."""
        answer = await self.call(method, **args)
        assert not answer["ok"], answer
        return str(answer["error"])

    async def faults(self, method: str, **args: Any) -> list[str]:
        """What is said to be wrong with the arguments of a call."""
        return list((await self.call(method, **args))["response_metadata"]["messages"])

    async def says(self, text: str = "Hello", channel: str = TEAM, **more: Any) -> str:
        """Post a message; its ts."""
        return str((await self.ok("chat.postMessage", channel=channel, text=text, **more))["ts"])

    async def history(self, channel: str = TEAM, **args: Any) -> list[Json]:
        """The messages of a channel, newest first."""
        return list((await self.ok("conversations.history", channel=channel, **args))["messages"])

    def told(self, kind: str) -> list[Json]:
        """The events of a kind that were on their way to the bot, oldest first."""
        events = (d.payload.get("event") or {} for d in self.place.courier.log)
        return [e for e in events if e.get("type") == kind]


@contextlib.asynccontextmanager
async def workspace(**settings: Any) -> AsyncIterator[Bot]:
    """Ada and Sam; a channel with the bot, a private one with it, and one without."""
    async with playground(PlaygroundSettings(retry_waits=(), **settings)) as place:
        place.state.add_person(ADA, "Ada", "Europe/London")
        place.state.add_person(SAM, "Sam", "America/New_York")
        place.state.add_channel(TEAM, "team", [ADA, SAM, BOT], topic="Payments")
        place.state.add_channel(SECRET, "secret", [ADA, BOT], private=True)
        place.state.add_channel(AWAY, "away", [ADA])
        async with httpx.AsyncClient(base_url=place.url) as http:
            yield Bot(place, http)
