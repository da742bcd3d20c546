import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.server import served
from tests.playground.web_api.calling import ADA, SECRET, TEAM, Bot, workspace

Answer = Callable[[dict[str, Any], int], Response]


def fine(_body: dict[str, Any], _number: int) -> Response:
    return Response()


@dataclass
class Receiver:
    """A bot's address: what came, and how it answers (given what came and how often it came before)."""

    answer: Answer = fine
    wait: float = 0.0
    heard: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        body = await request.body()
        event = json.loads(body)
        before = sum(1 for e in self.heard if e.get("event_id") == event.get("event_id"))
        self.heard.append(event)
        self.requests.append((dict(request.headers), body))
        text = (event.get("event") or {}).get("text", "")
        await asyncio.sleep(self.wait if text == "slow" else 0)
        return self.answer(event, before)

    def texts(self) -> list[str]:
        return [e["event"]["text"] for e in self.heard if "event" in e]


@contextlib.asynccontextmanager
async def delivering(answer: Answer = fine, **settings: Any) -> AsyncIterator[tuple[Bot, Receiver]]:
    receiver = Receiver(answer)
    async with workspace(**settings) as bot, served(Starlette(routes=[Route("/", receiver.take, methods=["POST"])])) as url:
        bot.place.settings.events_url = f"{url}/"
        bot.place.settings.retry_waits = (0.0, 0.02, 0.04)
        yield bot, receiver


async def test_an_event_is_signed_with_the_shared_secret() -> None:
    async with delivering() as (bot, receiver):
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        ((headers, body),) = receiver.requests
        base = b"v0:" + headers["x-slack-request-timestamp"].encode() + b":" + body
        digest = hmac.new(bot.place.settings.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        assert headers["x-slack-signature"] == f"v0={digest}"
        assert "x-slack-retry-num" not in headers


async def test_what_is_not_acknowledged_comes_three_times_more_and_says_why() -> None:
    async with delivering(lambda _b, _n: Response(status_code=500)) as (bot, receiver):
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        numbers = [headers.get("x-slack-retry-num") for headers, _ in receiver.requests]
        assert numbers == [None, "1", "2", "3"]
        assert receiver.requests[1][0]["x-slack-retry-reason"] == "http_error"
        assert len({event["event_id"] for event in receiver.heard}) == 1


async def test_an_acknowledged_event_does_not_come_again() -> None:
    async with delivering(lambda _b, number: Response(status_code=200 if number else 500)) as (bot, receiver):
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        assert len(receiver.requests) == 2


async def test_a_bot_can_ask_not_to_be_tried_again() -> None:
    async with delivering(lambda _b, _n: Response(status_code=500, headers={"x-slack-no-retry": "1"})) as (bot, receiver):
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        assert len(receiver.requests) == 1


async def test_who_answers_too_late_is_told_so() -> None:
    async with delivering(ack_seconds=0.1) as (bot, receiver):
        receiver.wait = 0.3
        bot.place.people.say(ADA, TEAM, "slow")
        await bot.place.courier.idle()
        assert receiver.requests[1][0]["x-slack-retry-reason"] == "http_timeout"


async def test_a_lost_first_attempt_is_made_up_for() -> None:
    async with delivering() as (bot, receiver):
        bot.place.courier.faults.drop = 1
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        ((headers, _),) = receiver.requests
        assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("1", "connection_failed")


async def test_what_is_lost_for_good_never_comes() -> None:
    async with delivering() as (bot, receiver):
        await bot.http.post("/control/deliveries", json={"lose": 1})
        bot.place.people.say(ADA, TEAM, "gone")
        bot.place.people.say(ADA, TEAM, "there")
        await bot.place.courier.idle()
        assert receiver.texts() == ["there"]


async def test_an_event_can_come_more_than_once() -> None:
    async with delivering() as (bot, receiver):
        bot.place.courier.faults.duplicate = 2
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        assert len(receiver.heard) == 3
        assert len({event["event_id"] for event in receiver.heard}) == 1


async def test_events_of_a_channel_come_in_order_unless_they_are_to_overtake_each_other() -> None:
    async with delivering() as (bot, receiver):
        for number in range(4):
            bot.place.people.say(ADA, TEAM, str(number))
        await bot.place.courier.idle()
        assert receiver.texts() == ["0", "1", "2", "3"]
        bot.place.courier.faults.shuffle = True
        for number in range(4):
            bot.place.people.say(ADA, TEAM, f"{number}!")
        await bot.place.courier.idle()
        late = receiver.texts()[4:]
        assert sorted(late) == ["0!", "1!", "2!", "3!"]
        assert late != sorted(late)


async def test_one_slow_answer_holds_up_no_other_event() -> None:
    async with delivering() as (bot, receiver):
        receiver.wait = 1.5
        bot.place.people.say(ADA, TEAM, "slow")
        bot.place.people.say(ADA, TEAM, "same channel")
        bot.place.people.say(ADA, SECRET, "other channel")
        while len(receiver.heard) < 3:
            await asyncio.sleep(0.01)
        done = {d.payload["event"]["text"] for d in bot.place.courier.log if d.acknowledged}
        assert "slow" not in done
        await bot.place.courier.idle()


async def test_too_many_events_in_an_hour_are_said_to_be_too_many_once() -> None:
    async with delivering(events_an_hour=2) as (bot, receiver):
        for number in range(5):
            bot.place.people.say(ADA, TEAM, str(number))
        await bot.place.courier.idle()
        assert receiver.texts() == ["0", "1"]
        (limited,) = [e for e in receiver.heard if e["type"] == "app_rate_limited"]
        assert limited["minute_rate_limited"] % 60 == 0
        bot.place.state.shift += 3600
        bot.place.people.say(ADA, TEAM, "next hour")
        await bot.place.courier.idle()
        assert receiver.texts()[-1] == "next hour"


async def test_while_slack_is_down_events_wait() -> None:
    async with delivering() as (bot, receiver):
        await bot.place.courier.cut(True)
        bot.place.people.say(ADA, TEAM, "Hello")
        await asyncio.sleep(0.05)
        assert receiver.heard == []
        await bot.place.courier.cut(False)
        await bot.place.courier.idle()
        assert receiver.texts() == ["Hello"]


async def test_a_bot_that_is_not_there_is_tried_again() -> None:
    async with delivering() as (bot, _):
        bot.place.settings.events_url = "http://127.0.0.1:1/"
        bot.place.people.say(ADA, TEAM, "Hello")
        await bot.place.courier.idle()
        (delivery,) = bot.place.courier.log
        assert (delivery.attempts, delivery.acknowledged, delivery.reason) == (4, False, "connection_failed")


async def test_only_known_faults_can_be_asked_for() -> None:
    async with workspace() as bot, httpx.AsyncClient(base_url=bot.place.url) as http:
        assert (await http.post("/control/deliveries", json={"explode": 1})).status_code == 400
        assert (await http.post("/control/deliveries", json={"drop": 2})).json()["drop"] == 2
