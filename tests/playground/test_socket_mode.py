import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.playground.web_api.calling import ADA, TEAM, Bot, workspace


async def address(bot: Bot) -> str:
    bot.token, kept = bot.place.settings.app_token, bot.token
    url = str((await bot.ok("apps.connections.open"))["url"])
    bot.token = kept
    return url


async def joined(bot: Bot) -> ClientConnection:
    """A connection that has been greeted."""
    socket = await connect(await address(bot))
    assert (await heard(socket))["type"] == "hello"
    return socket


async def heard(socket: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(await asyncio.wait_for(socket.recv(), 5)))


async def acknowledge(socket: ClientConnection, payload: Any = None) -> dict[str, Any]:
    """Take one envelope and acknowledge it."""
    envelope = await heard(socket)
    answer = {"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})}
    await socket.send(json.dumps(answer))
    return envelope


async def test_a_connection_is_greeted_and_gets_events_in_envelopes() -> None:
    async with workspace() as bot:
        async with connect(await address(bot)) as socket:
            hello = await heard(socket)
            assert (hello["num_connections"], hello["connection_info"]) == (1, {"app_id": "A0BOT"})
            bot.place.people.say(ADA, TEAM, "Hello")
            envelope = await acknowledge(socket)
            assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
            assert envelope["payload"]["event"]["text"] == "Hello"
            await bot.place.courier.idle()
        assert bot.place.courier.log[0].acknowledged


async def test_an_address_is_good_for_one_connection() -> None:
    async with workspace() as bot:
        url = await address(bot)
        async with connect(url):
            with pytest.raises(InvalidStatus):
                await connect(url)
        with pytest.raises(InvalidStatus):
            await connect(f"{bot.place.url.replace('http', 'ws')}/socket?ticket=made-up")


async def test_payloads_are_spread_over_all_connections() -> None:
    async with workspace() as bot:
        sockets = [await joined(bot) for _ in range(2)]
        for text in ("one", "two"):
            bot.place.people.say(ADA, TEAM, text)
        texts = {(await acknowledge(socket))["payload"]["event"]["text"] for socket in sockets}
        assert texts == {"one", "two"}
        await bot.place.courier.idle()
        for socket in sockets:
            await socket.close()


async def test_what_a_broken_connection_did_not_acknowledge_comes_over_another() -> None:
    async with workspace() as bot:
        bot.place.settings.retry_waits = (0.0,)
        sockets = [await joined(bot) for _ in range(2)]
        bot.place.people.say(ADA, TEAM, "Hello")
        waiting = {asyncio.create_task(heard(socket)): socket for socket in sockets}
        (first,), (other,) = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        await waiting[first].close()
        again = await other
        await waiting[other].send(json.dumps({"envelope_id": again["envelope_id"]}))
        assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
        await bot.place.courier.idle()
        assert bot.place.courier.log[0].acknowledged
        await waiting[other].close()


async def test_an_answer_comes_with_the_acknowledgement() -> None:
    async with workspace() as bot:
        socket = await joined(bot)
        typed = asyncio.create_task(bot.place.people.slash(ADA, TEAM, "/postmortem", "help"))
        envelope = await acknowledge(socket, {"text": "Here is help"})
        await typed
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert [m["text"] for m in bot.place.people.seen(ADA)["only_you"]] == ["Here is help"]
        await socket.close()


async def test_a_connection_is_warned_and_then_asked_to_come_again() -> None:
    async with workspace() as bot:
        socket = await joined(bot)
        await bot.http.post("/control/socket", json={"reason": "warning"})
        assert (await heard(socket))["reason"] == "warning"
        bot.place.people.say(ADA, TEAM, "still there")
        await acknowledge(socket)
        await bot.http.post("/control/socket", json={"reason": "refresh_requested"})
        end = await heard(socket)
        assert (end["type"], end["reason"]) == ("disconnect", "refresh_requested")
        with pytest.raises(ConnectionClosed):
            await heard(socket)
        assert (await bot.http.post("/control/socket", json={"reason": "boredom"})).status_code == 400


async def test_there_are_at_most_ten_connections() -> None:
    async with workspace() as bot:
        sockets = [await joined(bot) for _ in range(10)]
        extra = await connect(await address(bot))
        assert (await heard(extra))["reason"] == "too_many_websockets"
        for socket in (*sockets, extra):
            await socket.close()


async def test_what_makes_no_sense_is_not_heard() -> None:
    async with workspace() as bot:
        socket = await joined(bot)
        for text in ("{", "[]", '{"envelope_id": "none"}', '{"type": "pong"}'):
            await socket.send(text)
        bot.place.people.say(ADA, TEAM, "Hello")
        await acknowledge(socket)
        await bot.place.courier.idle()
        assert bot.place.courier.log[0].acknowledged
        await socket.close()
