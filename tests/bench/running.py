"""The bot as a process against the local workspace, as an installation has it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.playground.server import Playground, playground
from bot.playground.state import PlaygroundSettings
from tests.torture.bot_process import BotProcess

CHANNEL = "C0INC"


@dataclass
class Running:
    """A bot that is ready, and its workspace."""

    slack: Playground
    bot: BotProcess
    start_seconds: float

    async def load(self, count: int, connections: int, prefix: int) -> dict[str, Any]:
        """Let another process send events; see tests.bench.load."""
        secret = self.slack.settings.signing_secret
        numbers = map(str, (count, connections, prefix))
        command = [sys.executable, "-m", "tests.bench.load", f"{self.bot.url}/slack/events", secret, *numbers]
        process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        out, _ = await process.communicate()
        assert process.returncode == 0
        return dict(json.loads(out))

    async def settled(self) -> None:
        """Wait until the bot has nothing more to say."""
        seen = -1
        while seen != len(self.slack.log):
            seen = len(self.slack.log)
            await self.slack.courier.idle()
            await asyncio.sleep(1)


@contextlib.asynccontextmanager
async def running(
    folder: Path, database_url: str, channel: str = "inc-1-checkout", *, public_url: str = ""
) -> AsyncIterator[Running]:
    """A workspace of three people and the bot in it."""
    async with playground(PlaygroundSettings()) as slack:
        for person in ("U0ADA", "U0SAM", "U0ZOE"):
            slack.state.add_person(person, person.title())
        slack.state.add_channel(CHANNEL, channel, ["U0ADA", "U0SAM", "U0ZOE", slack.state.bot_user])
        bot = BotProcess(folder, database_url, slack.url, slack.settings.signing_secret, slack.settings.bot_token, ticks="1")
        bot.set(PUBLIC_URL=public_url)
        slack.settings.events_url = f"{bot.url}/slack/events"
        began = time.perf_counter()
        await bot.start()
        try:
            await bot.ready(0.01)
            made = Running(slack, bot, time.perf_counter() - began)
            yield made
        finally:
            await bot.stop()
