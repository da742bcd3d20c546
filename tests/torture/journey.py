"""A postmortem from the first message to a finished action item, done by people who repeat what failed."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.clock import SteppedClock
from bot.playground.server import Playground, playground
from bot.playground.state import PlaygroundSettings
from bot.store.database import Database
from bot.store.migrate import upgrade
from bot.store.work import Store
from tests.torture.bot_process import BotProcess

CHANNEL, ADA, SAM = "C0INC", "U0ADA", "U0SAM"
PATIENCE = 200  # times: a start takes seconds, and many of them where the machine has other work
MESSAGES = (
    (SAM, "seeing 500s on checkout since 14:05 UTC, error rate 40 % of all requests"),
    (ADA, "rolling back the 14:01 deploy of payments now"),
    (SAM, "customers report 40 failed orders, support has 31 tickets"),
    (ADA, "rollback done, error rate back to normal for all users"),
)


class Journey:
    """The workspace, the bot's process, and what people do."""

    def __init__(self, slack: Playground, bot: BotProcess, store: Store) -> None:
        self.slack, self.bot, self.store = slack, bot, store

    async def go(self) -> None:
        """All of it."""
        people = self.slack.people
        for person, text in MESSAGES:
            people.say(person, CHANNEL, text)
            await asyncio.sleep(0.05)
        await self._start()
        await self._until(lambda: self._bot_said("Postmortem 1"))
        await self._sure(ADA, lambda: people.slash(ADA, CHANNEL, "/postmortem", "interview"))
        for title, person, text in (
            ("Summary", ADA, "Checkout failed from 14:05 to 14:45 after a deploy."),
            ("Summary", SAM, "It was rather 55 minutes, until 15:00."),
            ("Impact", SAM, "40 orders failed, 31 tickets came in."),
            ("Root cause", ADA, "The canary looks at latency only, and the deploy went to all at once."),
        ):
            thread = await self._until(partial(self._bot_said, title))
            people.say(person, CHANNEL, text, thread["ts"])
            await asyncio.sleep(0.05)
        await self._promise()
        await self._sure(ADA, lambda: people.slash(ADA, CHANNEL, "/postmortem", "close"))
        await self._until(lambda: self._bot_said("The report of postmortem 1"))
        await self._weeks_later()

    async def _start(self) -> None:
        people = self.slack.people
        while not await self._started():
            await self._sure(ADA, lambda: people.slash(ADA, CHANNEL, "/postmortem", "start Checkout is down"))
            for modal in people.seen(ADA)["modals"]:
                await self._sure(ADA, partial(people.submit, ADA, modal["id"], {}))

    async def _promise(self) -> None:
        words = "action add Alert on the error rate <@U0SAM> in two weeks"
        await self._sure(ADA, lambda: self.slack.people.slash(ADA, CHANNEL, "/postmortem", words))

    async def _started(self) -> bool:
        async with self.store.work("T0PLAY") as work:
            return await work.postmortems.latest_in(CHANNEL) is not None

    async def _weeks_later(self) -> None:
        dm = self.slack.state.dm(SAM).id
        for day in range(11, 17):
            real = datetime.now(UTC)
            shift = (real + timedelta(days=day)).replace(hour=15, minute=0) - real
            self.bot.clock_file.write_text(str(shift.total_seconds()))
            self.slack.state.shift = shift.total_seconds()  # Slack's clock and ours agree
            # A tick must have come, and what it queued must be out, before the next day can begin:
            # else a kill would make a reminder late, and the next one would be owed rightly.
            await self.settled()
            await asyncio.sleep(1.5)
            await self.settled()
            if self._reminders(dm):
                break
        first = (await self._until(lambda: self._reminders(dm)))[0]
        await self._sure(SAM, lambda: self.slack.people.press(SAM, dm, first["ts"], "item_done"))

    async def _sure(self, person: str, deed: Callable[[], Awaitable[Any]]) -> None:
        """Do it; where Slack shows an error, wait for the bot and do it again, as people do."""
        for _ in range(PATIENCE):
            before = len(self.slack.people.seen(person)["errors"])
            await deed()
            if len(self.slack.people.seen(person)["errors"]) == before:
                return
            await asyncio.sleep(0.3)
        raise AssertionError("the bot never came back")

    async def _until(self, fact: Callable[[], Any]) -> Any:
        async with asyncio.timeout(90):
            while not (found := fact()):
                await asyncio.sleep(0.02)
        return found

    def _from_bot(self, channel: str) -> list[dict[str, Any]]:
        found = [m for m in self.slack.state.channels[channel].messages.values() if m.get("bot_id") == self.slack.state.bot_id]
        return sorted(found, key=lambda m: m["ts"])

    def _reminders(self, dm: str) -> list[dict[str, Any]]:
        return [m for m in self._from_bot(dm) if "item_done" in str(m.get("blocks"))]

    def _bot_said(self, start: str) -> dict[str, Any] | None:
        return next((m for m in self._from_bot(CHANNEL) if m["text"].startswith(start)), None)

    async def settled(self) -> None:
        """Wait until the bot lives and nothing waits any more."""
        await self.bot.ready()
        await self.slack.courier.idle()
        calm = 0
        async with asyncio.timeout(60):
            while calm < 10:
                waiting = (await self.store.outbox_counts(SteppedClock(self.bot.clock_file).now())).get("waiting", 0)
                calm = 0 if waiting else calm + 1
                await asyncio.sleep(0.1)

    def seen(self) -> Counter[tuple[str, str]]:
        """What stands in the channel and in Sam's DM from the bot, in words without times and ids, each as often as it stands."""
        shown: Counter[tuple[str, str]] = Counter()
        for channel in (CHANNEL, self.slack.state.dm(SAM).id):
            for message in self._from_bot(channel):
                shown[channel, _words(message)] += 1
        return shown


def _words(message: dict[str, Any]) -> str:
    texts = [(b.get("text") or {}).get("text", "") for b in message.get("blocks", ())]
    plain = "\n".join(t for t in texts if t) or str(message["text"])
    return re.sub(r"<[^>]*>|\d{4}-\d\d-\d\d|\d\d:\d\d(:\d\d)?|[A-Z][a-z]{2} \d\d [A-Z][a-z]{2} \d{4}", "…", plain)


@contextlib.asynccontextmanager
async def journey(folder: Path) -> AsyncIterator[Journey]:
    """A fresh workspace and a running bot."""
    url = f"sqlite:///{folder / 'torture.db'}"
    await asyncio.to_thread(upgrade, url)
    settings = PlaygroundSettings(retry_waits=(0.05, 0.5, 1.5), ack_seconds=3)
    async with playground(settings) as slack:
        slack.state.add_person(ADA, "Ada", "Europe/London")
        slack.state.add_person(SAM, "Sam", "America/New_York")
        slack.state.add_channel(CHANNEL, "inc-1-checkout", [ADA, SAM, slack.state.bot_user])
        bot = BotProcess(folder, url, slack.url, settings.signing_secret, settings.bot_token)
        settings.events_url = f"{bot.url}/slack/events"
        database = Database(url)
        await bot.start()
        try:
            await bot.ready()
            yield Journey(slack, bot, Store(database))
        finally:
            await bot.kill()
            await database.close()
