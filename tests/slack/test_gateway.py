"""Calls of Slack's Web API: pages are followed, Slack's errors become ours, and each call is noted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFailure
from bot.playground.server import Fault, Playground, playground
from bot.slack.gateway import Gateway


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    async with playground() as made:
        made.state.add_person("U1", "Ada", "Europe/London")
        made.state.add_channel("C1", "inc-1", ["U1", made.state.bot_user])
        yield made


def gateway(slack: Playground, noted: list[tuple[str, str]] | None = None, timeout: int = 10) -> Gateway:
    client = AsyncWebClient(token=slack.settings.bot_token, base_url=f"{slack.url}/api/", timeout=timeout, retry_handlers=[])
    return Gateway(client, lambda method, result: None if noted is None else noted.append((method, result)))


async def test_it_says_who_we_are_and_where(slack: Playground) -> None:
    team, home = await gateway(slack).home()
    assert (team, home.bot_user) == ("T0PLAY", slack.state.bot_user)


async def test_all_pages_are_read(slack: Playground) -> None:
    people = {f"U9{n:03}" for n in range(1200)}
    for person in people:
        slack.state.add_person(person, person)
    slack.state.channels["C1"].members |= people
    assert await gateway(slack).members("C1") >= people
    assert len(slack.calls("conversations.members")) == 2


async def test_history_comes_with_its_threads(slack: Playground) -> None:
    root = slack.people.say("U1", "C1", "errors on checkout")
    slack.people.say("U1", "C1", "looking", root)
    texts = [m["text"] async for m in gateway(slack).history("C1", "")]
    assert texts == ["errors on checkout", "looking"]


async def test_a_delivery_is_found_again_by_its_id(slack: Playground) -> None:
    made = gateway(slack)
    payload = {"event_type": "postmortem_bot_delivery", "event_payload": {"delivery": "d1"}}
    posted = await made.call("chat.postMessage", channel="C1", text="hello", metadata=payload)
    assert await made.find_delivery("C1", "d1", "0", None) == posted["ts"]
    assert await made.find_delivery("C1", "d2", "0", None) == ""


async def test_slacks_wish_to_wait_is_told_in_seconds(slack: Playground) -> None:
    slack.faults.append(Fault("auth.test", "ratelimited", 1, 12))
    with pytest.raises(SlackFailure) as failed:
        await gateway(slack).home()
    assert (failed.value.error, failed.value.wait, failed.value.permanent) == ("ratelimited", 12.0, False)


async def test_what_no_attempt_can_mend_is_permanent_and_names_what_is_needed(slack: Playground) -> None:
    slack.state.scopes -= {"pins:write"}
    with pytest.raises(SlackFailure) as failed:
        await gateway(slack).call("pins.add", channel="C1", timestamp="1.0")
    assert (failed.value.error, failed.value.permanent, failed.value.needed) == ("missing_scope", True, "pins:write")


async def test_no_answer_may_be_tried_again(slack: Playground) -> None:
    made = gateway(slack)
    made.client.base_url = "http://127.0.0.1:1/api/"
    with pytest.raises(SlackFailure) as failed:
        await made.home()
    assert not failed.value.permanent


async def test_every_call_is_noted_with_how_it_went(slack: Playground) -> None:
    noted: list[tuple[str, str]] = []
    made = gateway(slack, noted)
    await made.home()
    with pytest.raises(SlackFailure):
        await made.channel("C0NONE")
    assert noted == [("auth.test", "ok"), ("conversations.info", "channel_not_found")]


async def test_somebody_who_left_and_a_guest_are_known_as_such(slack: Playground) -> None:
    slack.state.people["U1"]["deleted"] = True
    slack.state.people["U1"]["is_restricted"] = True
    person = await gateway(slack).person("U1")
    assert (person.name, person.tz, person.gone, person.outside) == ("Ada", "Europe/London", True, True)


async def test_calls_share_a_connection_send_no_cookies_back_and_bear_that_it_was_closed() -> None:
    seen: list[tuple[str, str]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = str(writer.get_extra_info("peername"))
        # Two answers a connection; then it is closed, as a server does with one that rests.
        for _ in range(2):
            with contextlib.suppress(asyncio.IncompleteReadError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r")[0] or 0))
                seen.append((peer, head))
                body = b'{"ok": true}'
                lines = (
                    f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: b=1\r\nContent-Length: {len(body)}\r\n\r\n"
                )
                writer.write(lines.encode() + body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    calls = Gateway(AsyncWebClient(token="xoxb", base_url=f"http://127.0.0.1:{port}/", retry_handlers=[]))
    async with calls.connected():
        for _ in range(4):
            assert (await calls.call("api.test"))["ok"]
            await asyncio.sleep(0.05)
    server.close()
    peers = [peer for peer, _ in seen]
    assert peers == [peers[0], peers[0], peers[2], peers[2]]
    assert peers[0] != peers[2]
    assert not any("cookie" in head for _, head in seen)


async def test_who_is_behind_a_group_is_asked(slack: Playground) -> None:
    slack.state.usergroups.append({"id": "S1", "users": ["U1"]})
    assert await gateway(slack).behind("S1") == ("U1",)
    with pytest.raises(SlackFailure) as failed:
        await gateway(slack).behind("S2")
    assert (failed.value.error, failed.value.permanent) == ("no_such_subteam", True)
