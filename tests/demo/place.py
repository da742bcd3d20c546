"""The local workspace and the bot beside it, as a process of its own: `postmortem-bot run` on a fresh database."""

from __future__ import annotations

import asyncio
import contextlib
import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.clock import SteppedClock
from bot.playground.server import Playground, playground
from bot.playground.state import PlaygroundSettings
from bot.store.database import Database
from bot.store.migrate import upgrade
from bot.store.work import Store
from tests.journeys.onlooker import CHANNEL, Onlooker
from tests.torture.bot_process import BotProcess

# The weeks after an incident pass in seconds: each timed job ticks so much more often.
IN_A_HURRY = "0.003"
TICKED = re.compile(r'postmortem_job_runs_total\{job="nudges",result="ok"\} (\S+)')


@dataclass
class Place(Onlooker):
    """The workspace and the bot."""

    bot: BotProcess
    store: Store

    async def quiet(self) -> None:
        """Wait until every event is in and every effect that is due is out."""
        await self.slack.courier.idle()
        async with asyncio.timeout(90):
            while (await self.store.outbox_counts(SteppedClock(self.bot.clock_file).now())).get("waiting"):
                await asyncio.sleep(0.01)
        await self.slack.courier.idle()

    async def restart(self) -> None:
        """Stop it as an operator does, and start it again: from now on Slack reaches it over signed HTTP."""
        assert await self.bot.stop() == 0, self.bot.log
        self.bot.set(SLACK_APP_TOKEN="", TICK_SCALE=IN_A_HURRY)
        self.slack.settings.events_url = f"{self.bot.url}/slack/events"
        await self.bot.start()
        await self.bot.ready()
        await self.quiet()

    async def move_to(self, day: int, hour: int) -> None:
        """Let it be an hour (UTC) some days after today, for the workspace and for the bot, and let the bot notice."""
        real = datetime.now(UTC)
        shift = ((real + timedelta(days=day)).replace(hour=hour, minute=0) - real).total_seconds()
        self.bot.clock_file.write_text(str(shift))
        self.slack.state.shift = shift
        before = await self._ticks()
        async with asyncio.timeout(90):
            while await self._ticks() < before + 2:  # one may have been under way with the old time
                await asyncio.sleep(0.02)
        await self.quiet()

    async def _ticks(self) -> float:
        async with httpx.AsyncClient() as client:
            found = TICKED.search((await client.get(f"{self.bot.url}/metrics")).text)
        return float(found[1]) if found else 0.0

    async def report(self, number: int) -> str:
        """What `postmortem-bot report` prints."""
        return await asyncio.to_thread(self.bot.command, "report", str(number))


@contextlib.asynccontextmanager
async def place(channel: str) -> AsyncIterator[Place]:
    """A workspace with that channel and a bot that is ready, connected by Socket Mode."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/demo.db"
        await asyncio.to_thread(upgrade, url)
        async with playground(PlaygroundSettings()) as slack:
            slack.state.add_channel(CHANNEL, channel, [slack.state.bot_user])
            made = await _with_bot(folder, url, slack)
            try:
                await made.bot.ready()
                await made.quiet()
                yield made
            finally:
                await made.bot.stop()
                await made.store.database.close()


async def _with_bot(folder: Path, url: str, slack: Playground) -> Place:
    bot = BotProcess(folder, url, slack.url, slack.settings.signing_secret, slack.settings.bot_token, ticks="1")
    bot.set(SLACK_APP_TOKEN=slack.settings.app_token)
    await bot.start()
    return Place(slack, bot, Store(Database(url)))
