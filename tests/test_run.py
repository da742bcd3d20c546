"""`postmortem-bot run` as a process: what it refuses, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.playground.server import Fault, Playground, playground
from tests.journeys.onlooker import CHANNEL
from tests.torture.bot_process import BotProcess


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    async with playground() as place:
        place.state.add_person("U0ADA", "Ada", "Europe/London")
        place.state.add_channel(CHANNEL, "inc-1-checkout", ["U0ADA", place.state.bot_user])
        yield place


@pytest.fixture
async def bot(slack: Playground, database_url: str, tmp_path: Path) -> AsyncIterator[BotProcess]:
    made = BotProcess(tmp_path, database_url, slack.url, slack.settings.signing_secret, slack.settings.bot_token)
    slack.settings.events_url = f"{made.url}/slack/events"
    yield made
    if made.running:
        await made.kill()


async def test_it_ends_on_sigterm_after_what_is_under_way(slack: Playground, bot: BotProcess) -> None:
    await bot.start()
    await bot.ready()
    await slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start Checkout is down")
    await slack.people.submit("U0ADA", slack.people.seen("U0ADA")["modals"][-1]["id"], {})
    slack.faults.append(Fault("chat.postMessage", "slow", 1, 1))
    await slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag")
    slack.people.say("U0ADA", CHANNEL, "the last words before the stop")
    await slack.courier.idle()
    assert await bot.stop() == 0
    assert '"app.stopped"' in bot.log
    last = next(d for d in slack.courier.log if "the last words" in str(d.payload))
    assert last.acknowledged


async def test_where_slack_is_away_it_lives_is_not_ready_and_still_ends(slack: Playground, bot: BotProcess) -> None:
    slack.faults.append(Fault("*", "down", 10_000))
    await bot.start()
    async with httpx.AsyncClient() as client, asyncio.timeout(90):
        while not (answer := await _get(client, f"{bot.url}/readyz")):
            await asyncio.sleep(0.05)
    assert answer.status_code == 503
    assert answer.json()["wrong"] == {"slack": "not_connected"}
    assert await bot.stop() == 0


async def _get(client: httpx.AsyncClient, url: str) -> httpx.Response | None:
    try:
        return await client.get(url)
    except httpx.HTTPError:
        return None


@pytest.mark.parametrize(
    ("setting", "value", "advice"),
    [
        ("SLACK_BOT_TOKEN", "", "SLACK_BOT_TOKEN is empty"),
        ("SLACK_SIGNING_SECRET", "", "SLACK_SIGNING_SECRET"),
        ("DATABASE_URL", "sqlite:///empty.db", "postmortem-bot migrate"),
        ("PORT", "many", "PORT"),
        ("INTERVIEW_TEMPLATE", "nowhere", "prompts/interview/ has customer_visible"),
    ],
)
async def test_it_does_not_start_half_way_and_says_what_to_do(
    slack: Playground, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, advice: str
) -> None:
    monkeypatch.chdir(tmp_path)
    bot = BotProcess(tmp_path, sqlite_url, slack.url, slack.settings.signing_secret, slack.settings.bot_token)
    bot.set(**{setting: value})
    await bot.start()
    assert await bot.end() == 1
    assert advice in bot.log
    assert "Traceback" not in bot.log
