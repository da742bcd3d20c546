from collections.abc import AsyncIterator

import pytest

from bot.playground.web_api.methods import METHODS
from bot.playground.web_api.rate_limit import BURST
from tests.playground.web_api.calling import ADA, SECRET, TEAM, Bot, workspace


@pytest.fixture
async def limited() -> AsyncIterator[Bot]:
    async with workspace(rate_limits=True) as made:
        yield made


async def test_a_method_may_be_called_as_often_a_minute_as_its_tier_says(limited: Bot) -> None:
    tier = METHODS["pins.list"].tier
    for _ in range(tier):
        await limited.ok("pins.list", channel=TEAM)
    answer = await limited.ask("pins.list", channel=TEAM)
    assert (answer.status_code, answer.json()) == (429, {"ok": False, "error": "ratelimited"})
    limited.place.state.shift += int(answer.headers["retry-after"])
    await limited.ok("pins.list", channel=TEAM)


async def test_each_method_is_counted_for_itself(limited: Bot) -> None:
    for _ in range(METHODS["pins.list"].tier + 1):
        await limited.call("pins.list", channel=TEAM)
    await limited.ok("users.info", user=ADA)


async def test_a_channel_takes_a_short_burst_and_then_a_message_a_second(limited: Bot) -> None:
    for _ in range(BURST):
        await limited.says()
    answer = await limited.ask("chat.postMessage", channel=TEAM, text="one too many")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    await limited.says("elsewhere", SECRET)
    limited.place.state.shift += 1
    await limited.says("a second later")
    assert "one too many" not in [m["text"] for m in await limited.history()]


async def test_calls_are_not_counted_unless_that_is_switched_on(bot: Bot) -> None:
    for _ in range(METHODS["pins.list"].tier + 1):
        await bot.ok("pins.list", channel=TEAM)


async def test_counting_is_switched_on_over_the_control_interface(bot: Bot) -> None:
    assert (await bot.http.post("/control/settings", json={"rate_limits": True})).json()["rate_limits"] is True
    for _ in range(BURST):
        await bot.says()
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="Hello") == "ratelimited"
