from typing import Any

import httpx
import pytest

from tests.playground.shapes import section
from tests.playground.web_api.calling import ADA, SAM, TEAM, Bot, workspace

HALF_AN_HOUR = 1800


async def answer(url: str, **body: Any) -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.post(url, json=body)


def address(bot: Bot, ts: str = "") -> str:
    """Where to answer something that Ada did in the team's channel."""
    return bot.place.state.new_response_url(bot.place.url, TEAM, ADA, ts)


async def test_an_answer_is_seen_by_the_one_who_asked() -> None:
    async with workspace() as bot:
        assert (await answer(address(bot), text="psst")).text == "ok"
        assert [m["text"] for m in bot.place.people.seen(ADA)["only_you"]] == ["psst"]
        assert bot.place.people.seen(SAM)["only_you"] == []


async def test_an_answer_for_all_is_a_message() -> None:
    async with workspace() as bot:
        await answer(address(bot), text="Hello", response_type="in_channel")
        assert [m["text"] for m in await bot.history()] == ["Hello"]
        assert [e["text"] for e in bot.told("message")] == ["Hello"]


async def test_an_answer_can_go_into_a_thread() -> None:
    async with workspace() as bot:
        root = await bot.says("root")
        await answer(address(bot), text="Hello", response_type="in_channel", thread_ts=root)
        thread = (await bot.ok("conversations.replies", channel=TEAM, ts=root))["messages"]
        assert [m["text"] for m in thread] == ["root", "Hello"]


async def test_an_address_is_good_five_times() -> None:
    async with workspace() as bot:
        url = address(bot)
        for _ in range(5):
            assert (await answer(url, text="again")).status_code == 200
        refused = await answer(url, text="again")
        assert (refused.status_code, refused.text) == (404, "used_url")
        assert len(bot.place.people.seen(ADA)["only_you"]) == 5


async def test_an_address_is_good_for_half_an_hour() -> None:
    async with workspace() as bot:
        url = address(bot)
        bot.place.state.shift += HALF_AN_HOUR - 5
        assert (await answer(url, text="in time")).status_code == 200
        bot.place.state.shift += 10
        refused = await answer(url, text="too late")
        assert (refused.status_code, refused.text) == (404, "expired_url")


async def test_what_only_one_sees_is_replaced_and_taken_away() -> None:
    async with workspace() as bot:
        ts = (await bot.ok("chat.postEphemeral", channel=TEAM, user=ADA, text="old"))["message_ts"]
        url = address(bot, ts)
        await answer(url, text="new", replace_original=True)
        assert [m["text"] for m in bot.place.people.seen(ADA)["only_you"]] == ["new"]
        await answer(url, delete_original=True)
        assert bot.place.people.seen(ADA)["only_you"] == []


async def test_a_message_of_the_channel_is_replaced_and_taken_away() -> None:
    async with workspace() as bot:
        ts = await bot.says("old", blocks=[section("old")])
        url = address(bot, ts)
        await answer(url, text="new", replace_original=True)
        (message,) = await bot.history()
        assert (message["text"], message["ts"], "blocks" in message) == ("new", ts, False)
        assert bot.told("message")[-1]["previous_message"]["blocks"]
        await answer(url, delete_original=True)
        assert await bot.history() == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [section("a" * 2700)] * 5}, "msg_blocks_too_long"),
    ],
)
async def test_a_wrong_answer_is_refused_and_costs_nothing(body: dict[str, Any], error: str) -> None:
    async with workspace() as bot:
        url = address(bot)
        for _ in range(6):
            refused = await answer(url, **body)
            assert (refused.status_code, refused.text) == (400, error)
        assert (await answer(url, text="right")).status_code == 200


async def test_an_answer_that_is_no_json_is_refused() -> None:
    async with workspace() as bot, httpx.AsyncClient() as http:
        assert (await http.post(address(bot), content=b"Hello")).text == "invalid_payload"
        assert (await http.post(f"{bot.place.url}/response/nothing", json={})).status_code == 404
