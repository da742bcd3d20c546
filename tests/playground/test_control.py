"""The clock, the exchanges and the rows, asked for as a browser asks."""

from __future__ import annotations

import httpx
import pytest

from bot.look_inside import LookInside
from tests.journeys.stage import CHANNEL, stage
from tests.playground.asking import control


async def test_the_exchanges_of_a_command_can_be_read_both_ways_without_its_secrets(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.traffic.on = True
        await at.start()
        lines = (await control(at, "traffic"))["lines"]
        command = next(x for x in lines if x["kind"] == "command")
        assert (command["way"], command["ok"], command["name"]) == ("to bot", True, "/postmortem start Checkout is down")
        posted = next(x for x in lines if x["name"] == "chat.postMessage")
        assert (posted["way"], posted["retry"], posted["result"]) == ("from bot", 0, "ok")
        full = await control(at, f"exchange?id={command['id']}")
        assert '"command": "/postmortem"' in full["asked"]
        assert "/response/…" in full["asked"]
        everything = [await control(at, f"exchange?id={x['id']}") for x in lines]
        assert not [x for x in everything if "xoxb" in str(x) or "local-signing" in str(x)]
        assert [x["id"] for x in (await control(at, f"traffic?after={lines[-2]['id']}"))["lines"]] == [lines[-1]["id"]]
        await control(at, "forget_traffic", {})
        assert (await control(at, "traffic"))["lines"] == []
        with pytest.raises(AssertionError, match="no longer kept"):
            await control(at, "exchange?id=1")


async def test_a_message_can_be_read_as_it_was_sent(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        card = at.card()
        assert card is not None
        found = await control(at, f"message?channel={CHANNEL}&ts={card['ts']}")
        assert found["message"]["blocks"] == card["blocks"]
        with pytest.raises(AssertionError, match="no such message"):
            await control(at, f"message?channel={CHANNEL}&ts=1.1")


async def test_the_rows_of_a_postmortem_the_outbox_and_the_next_reminder_are_shown(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        assert (await control(at, "inside"))["known"] is False
        at.slack.inside = LookInside(at.app)
        await at.start()
        due = (at.clock.now()).date().isoformat()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", f"action add Alert on lag <@U0ZOE> by {due}")
        await at.quiet()
        (subject,) = (await control(at, "inside"))["subjects"]
        found = await control(at, f"inside?subject={subject['id']}")
        assert found["tables"]["postmortems"][0]["title"] == "Checkout is down"
        assert "Alert on lag" in found["tables"]["action_items"][0]["text"]
        assert {"channels", "sent"} <= set(found["tables"])
        assert "sent" in {row["state"] for row in found["outbox"]}
        # Zoë is asked first whether she takes it, at an hour when she works; only what was taken is looked at again.
        assert {row["to"] for row in found["due"]} <= {"Zoë"}


async def test_the_clock_moves_forward_and_what_is_due_happens(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        bot = at.slack.inside = LookInside(at.app)
        before = (await control(at, "clock"))["now"]
        moved = await control(at, "clock", {"seconds": 3 * 86_400})
        assert moved["now"] >= before + 3 * 86_400
        assert moved["shift"] == 3 * 86_400
        assert at.slack.state.now() >= moved["now"]
        assert await bot.due() == []


@pytest.mark.parametrize("seconds", [-1, "inf", "nan", 86_400 * 401, "soon"])
async def test_a_wrong_move_of_the_clock_says_what_is_right(sqlite_url: str, seconds: object) -> None:
    async with stage(sqlite_url) as at, httpx.AsyncClient(base_url=at.slack.url) as client:
        answer = await client.post("/control/clock", json={"seconds": seconds})
        assert answer.status_code == 400
        assert answer.json()["error"]
        assert at.slack.state.shift == 0


async def test_a_question_that_is_no_json_is_refused(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at, httpx.AsyncClient(base_url=at.slack.url) as client:
        assert (await client.post("/control/switch", content=b"{")).status_code == 400
        assert (await client.post("/control/switch", json={})).status_code == 400
