"""A workspace with the bot in it, for tests that go through the front door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, build
from bot.playground.server import playground, served
from bot.playground.state import PlaygroundSettings
from bot.settings import Settings
from tests.journeys.onlooker import CHANNEL, Onlooker

__all__ = ["CHANNEL", "Stage", "stage"]


class MovableClock:
    """The machine's time, moved on by hand."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def move_to(self, days: int, hour: int) -> None:
        """Go to an hour (UTC) some days after today."""
        real = datetime.now(UTC)
        self.shift = (real + timedelta(days=days)).replace(hour=hour, minute=0) - real


@dataclass
class Stage(Onlooker):
    """The workspace, the bot, and ways to wait for facts."""

    app: App
    clock: MovableClock
    url: str = ""

    async def until(self, fact: Callable[[], Any], seconds: float = 60) -> Any:
        """Wait until the fact is there and return it."""
        async with asyncio.timeout(seconds):
            while not (found := fact()):
                await asyncio.sleep(0.01)
        return found

    async def quiet(self) -> None:
        """Wait until every event is in and every effect that is due is out."""
        await self.slack.courier.idle()
        async with asyncio.timeout(90):
            await self.app.dispatcher.resting.wait()
            while (await self.app.store.outbox_counts(self.clock.now())).get("waiting"):
                await asyncio.sleep(0.01)
                await self.app.dispatcher.resting.wait()
        await self.slack.courier.idle()

    async def start(self, person: str = "U0ADA", title: str = "Checkout is down") -> None:
        """Start a postmortem as a person does."""
        await self.slack.people.slash(person, CHANNEL, "/postmortem", f"start {title}")
        modal = self.slack.people.seen(person)["modals"][-1]
        assert not await self.slack.people.submit(person, modal["id"], {})
        await self.quiet()


@contextlib.asynccontextmanager
async def stage(
    database_url: str,
    *,
    socket: bool = False,
    channel: str = "inc-1-checkout",
    prompts: Path | None = None,
    public_url: str = "",
    more: Mapping[str, Any] | None = None,
) -> AsyncIterator[Stage]:
    """Ada, Sam and Zoë in an incident channel with the bot. `more`: further settings."""
    clock = MovableClock()
    async with playground(PlaygroundSettings(redirect_urls=(public_url or "http://127.0.0.1:",))) as slack:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=SecretStr(slack.settings.bot_token),
            slack_signing_secret=SecretStr(slack.settings.signing_secret),
            slack_app_token=SecretStr(slack.settings.app_token if socket else ""),
            slack_api_url=f"{slack.url}/api/",
            database_url=database_url,
            prompts_dir=prompts,
            public_url=public_url,
            slack_client_id=slack.settings.client_id,
            slack_client_secret=SecretStr(slack.settings.client_secret),
            **(more or {}),
        )
        app = build(settings, clock)
        for person, name, zone in (
            ("U0ADA", "Ada", "Europe/London"),
            ("U0SAM", "Sam O'Neill", "America/New_York"),
            ("U0ZOE", "Zoë", "Asia/Tokyo"),
        ):
            slack.state.add_person(person, name, zone)
        slack.state.add_channel(CHANNEL, channel, ["U0ADA", "U0SAM", "U0ZOE", slack.state.bot_user])
        async with served(app.asgi) as url, app.running():
            slack.settings.events_url = "" if socket else f"{url}/slack/events"
            made = Stage(slack, app, clock, url)
            await made.until(lambda: app.connected)
            await made.quiet()
            yield made
