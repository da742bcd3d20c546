"""Each switch is felt by the bot over real HTTP and WebSocket, and the bot is well again when it is off."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground.faults import CHOICES, SWITCHES
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.playground.asking import control


async def held(at: Stage) -> dict[str, str]:
    async with at.app.store.work("T0PLAY") as work:
        return {m.ts: m.text for m in await work.messages.of(CHANNEL)}


async def turn(at: Stage, name: str, on: bool, chosen: str = "") -> dict[str, Any]:
    return await control(at, "switch", {"name": name, "on": on, "chosen": chosen})


@pytest.mark.parametrize("name", ["ratelimited", "error", "lost_answer", "slow"])
async def test_a_fault_of_calls_delays_the_card_and_it_comes_once(sqlite_url: str, name: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.traffic.on = True
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start Checkout is down")
        modal = at.slack.people.seen("U0ADA")["modals"][-1]
        await turn(at, name, on=True)
        assert not await at.slack.people.submit("U0ADA", modal["id"], {})
        felt = {"ratelimited": "ratelimited", "error": "500", "lost_answer": "502", "slow": "ok"}[name]
        least = 2000 if name == "slow" else 0
        await at.until(lambda: [x for x in at.slack.traffic.lines() if x["result"] == felt and x["ms"] >= least])
        assert not any(s["name"] != name and s["on"] for s in (await control(at, "switches"))["switches"])
        await control(at, "calm", {})
        at.clock.move_to(1, 12)  # past the pauses between attempts
        at.app.dispatcher.wake()
        await at.quiet()
        assert len([m for m in at.from_bot() if m["text"].startswith("Postmortem ")]) == 1


async def test_doubled_and_overtaking_events_leave_each_message_once_in_its_newest_wording(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await turn(at, "duplicates", on=True)
        await turn(at, "shuffle", on=True)
        ts = at.slack.people.say("U0SAM", CHANNEL, "errors are at 40 %")
        at.slack.people.edit(CHANNEL, ts, "errors are at 4 %")
        at.slack.people.edit(CHANNEL, ts, "errors are at 14 %")
        await at.quiet()
        mine = [d for d in at.slack.courier.log if "errors are at" in str(d.payload)]
        assert len(mine) == 9
        await control(at, "calm", {})
        assert await held(at) == {ts: "errors are at 14 %"}
        assert at.slack.courier.faults.duplicate == 0


@pytest.mark.parametrize("socket", [False, True])
async def test_what_was_said_while_slack_was_down_comes_in_afterwards(sqlite_url: str, socket: bool) -> None:
    async with stage(sqlite_url, socket=socket) as at:
        if socket:
            await at.until(lambda: at.slack.courier.connected)
        await at.start()
        await turn(at, "down", on=True)
        ts = at.slack.people.say("U0SAM", CHANNEL, "we rolled back")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "status")
        assert "operation_timeout" in at.slack.state.errors[-1]["text"]
        assert await held(at) == {}
        await control(at, "calm", {})
        if socket:
            await at.until(lambda: at.slack.courier.connected, 30)
            await at.app.jobs.tick_all()
        await at.quiet()
        assert await held(at) == {ts: "we rolled back"}
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "status")
        assert len(at.slack.state.errors) == 1


async def test_a_revoked_token_refuses_everything_until_it_is_good_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await turn(at, "token_revoked", on=True)
        at.slack.people.open_home("U0ADA")
        refused = "token_revoked"
        await at.until(lambda: [c for c in at.slack.calls("views.publish") if c.answer.get("error") == refused])
        await control(at, "calm", {})
        at.slack.people.open_home("U0SAM")
        await at.until(lambda: at.slack.state.homes.get("U0SAM"))


async def test_a_missing_permission_is_told_and_granted_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        with pytest.raises(AssertionError, match="choose a scope"):
            await turn(at, "scope_missing", on=True, chosen="files:nonsense")
        await turn(at, "scope_missing", on=True, chosen="chat:write")
        await at.start()
        assert at.card() is None
        await turn(at, "scope_missing", on=False)
        assert "chat:write" in at.slack.state.scopes
        at.clock.move_to(1, 12)
        await at.app.jobs.tick_all()
        await at.quiet()
        assert at.card() is not None


async def test_a_bot_that_was_removed_hears_nothing_until_it_is_invited_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await turn(at, "bot_removed", on=True, chosen=CHANNEL)
        await at.quiet()
        at.slack.people.say("U0SAM", CHANNEL, "nobody listens")
        await at.quiet()
        assert await held(at) == {}
        found = await turn(at, "bot_removed", on=False)
        assert not any(s["on"] for s in found["switches"])
        await at.quiet()
        ts = at.slack.people.say("U0SAM", CHANNEL, "now it does")
        await at.quiet()
        assert (await held(at))[ts] == "now it does"


async def test_turning_a_switch_twice_is_as_once_and_an_unknown_one_is_named(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await turn(at, "error", on=True)
        await turn(at, "error", on=True)
        await turn(at, "error", on=False)
        assert at.slack.switches.on_calls == []
        with pytest.raises(AssertionError, match="ratelimited"):
            await turn(at, "earthquake", on=True)
        await asyncio.sleep(0)


def test_every_switch_says_what_can_be_seen() -> None:
    assert all(title and effect.endswith(".") for _, title, effect, _ in SWITCHES)
    assert set(CHOICES.values()) == {"", "scope", "channel"}
