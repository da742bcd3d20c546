"""A stage with a place for documents beside it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

from bot.playground.server import served
from tests.following import ADA
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.places import confluence, github, gitlab, google, notion, webhook
from tests.places.shelf import Shelf

KINDS = (confluence, notion, google, github, gitlab, webhook)
WRITTEN_IN = (confluence, notion, google)


@dataclass
class Publishing:
    """The workspace and the place."""

    at: Stage
    kind: ModuleType
    shelf: Shelf

    async def types(self, words: str, *, wait: bool = True) -> str:
        """`/postmortem …`, as Ada types it; what the answer says."""
        await self.at.slack.people.slash(ADA, CHANNEL, "/postmortem", words)
        if wait:
            await self.at.quiet()
        return str(self.at.only(ADA)[-1])

    async def changes(self, words: str) -> None:
        """Something of the published report changes, and has come to rest."""
        await self.types(f"action add {words} <@{ADA}> in two weeks")
        await self.later()

    async def later(self, minutes: int = 2) -> None:
        """Time goes by."""
        self.at.clock.shift += timedelta(minutes=minutes)
        self.at.app.dispatcher.wake()
        await self.at.quiet()

    def told(self) -> list[dict[str, Any]]:
        """What the lead got by direct message."""
        return self.at.from_bot(self.at.slack.state.dm(ADA).id)

    def posted(self) -> list[str]:
        """What the channel was told of the place."""
        return [m["text"] for m in self.at.from_bot() if "is in" in m["text"] and ", too:" in m["text"]]


@contextlib.asynccontextmanager
async def publishing(kind: ModuleType, database_url: str, *, private: bool = False) -> AsyncIterator[Publishing]:
    """A started postmortem, with a place in which reports are kept."""
    shelf: Shelf = kind.shelf()
    async with served(kind.app(shelf)) as url:
        shelf.url = url
        more = {
            "publish_to": kind.NAME,
            "publish_place": kind.PLACE,
            "publish_token": shelf.token,
            "publish_user": kind.USER,
            "publish_secret": kind.SECRET,
            "publish_url": url,
        }
        async with stage(database_url, more=more) as at:
            at.slack.state.channels[CHANNEL].private = private
            await at.start()
            yield Publishing(at, kind, shelf)
        assert not shelf.wrong, shelf.wrong
