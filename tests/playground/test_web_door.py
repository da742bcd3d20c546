import asyncio
import time
from typing import Any

import httpx
import pytest

from bot.playground.faults import Fault
from tests.playground.web_api.calling import ADA, TEAM, Bot, workspace

BEARER = {"authorization": "Bearer xoxb-local"}


async def post(bot: Bot, method: str, content: bytes, kind: str) -> dict[str, Any]:
    headers = {**BEARER, **({"content-type": kind} if kind else {})}
    return dict((await bot.http.post(f"/api/{method}", content=content, headers=headers)).json())


async def test_arguments_come_in_the_address_a_form_or_json() -> None:
    async with workspace() as bot:
        assert (await bot.http.get("/api/users.info", params={"user": ADA}, headers=BEARER)).json()["ok"]
        bodies: list[dict[str, Any]] = [{"data": {"channel": TEAM, "text": "a"}}, {"json": {"channel": TEAM, "text": "b"}}]
        for made in bodies:
            assert (await bot.http.post("/api/chat.postMessage", headers=BEARER, **made)).json()["ok"]
        form: dict[str, Any] = {"files": {"channel": (None, TEAM), "text": (None, "c")}}
        assert (await bot.http.post("/api/chat.postMessage", headers=BEARER, **form)).json()["ok"]
        assert [m["text"] for m in await bot.history()] == ["c", "b", "a"]


async def test_the_token_may_come_as_an_argument() -> None:
    async with workspace() as bot:
        assert (await bot.http.post("/api/auth.test", data={"token": "xoxb-local"})).json()["ok"]


async def test_methods_that_only_read_do_not_look_at_json() -> None:
    async with workspace() as bot:
        answer = (await bot.http.post("/api/users.info", json={"user": ADA}, headers=BEARER)).json()
        assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[1]", "application/json", "json_not_object"),
        (b"text=%ff\xff", "application/x-www-form-urlencoded", "invalid_form_data"),
        (b"<a/>", "text/xml", "invalid_post_type"),
        (b"a", "", "missing_post_type"),
    ],
)
async def test_what_cannot_be_read_is_refused(content: bytes, kind: str, error: str) -> None:
    async with workspace() as bot:
        assert (await post(bot, "chat.postMessage", content, kind)) == {"ok": False, "error": error}


async def test_a_fault_of_the_server_does_nothing() -> None:
    async with workspace() as bot:
        bot.place.faults.append(Fault("chat.postMessage", "error"))
        assert (await bot.ask("chat.postMessage", channel=TEAM, text="a")).status_code == 500
        assert await bot.history() == []
        await bot.says("a")


async def test_a_catastrophic_error_has_its_name() -> None:
    async with workspace() as bot:
        bot.place.faults.append(Fault("*", "answer", error="fatal_error"))
        assert await bot.refusal("chat.postMessage", channel=TEAM, text="a") == "fatal_error"
        await bot.says("a")


async def test_a_limit_says_how_long_to_wait() -> None:
    async with workspace() as bot:
        bot.place.faults.append(Fault("chat.postMessage", "ratelimited", 1, 7))
        answer = await bot.ask("chat.postMessage", channel=TEAM, text="a")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
        assert await bot.history() == []


async def test_a_lost_answer_leaves_what_was_done() -> None:
    async with workspace() as bot:
        bot.place.faults.append(Fault("chat.postMessage", "lost_answer"))
        assert (await bot.ask("chat.postMessage", channel=TEAM, text="a")).status_code == 502
        assert [m["text"] for m in await bot.history()] == ["a"]


async def test_a_slow_answer_comes_late_for_what_is_done_already() -> None:
    async with workspace() as bot:
        bot.place.faults.append(Fault("chat.postMessage", "slow", 1, 0.3))
        began, answer = time.monotonic(), asyncio.create_task(bot.ask("chat.postMessage", channel=TEAM, text="a"))
        while not await bot.history():
            await asyncio.sleep(0.01)
        assert not answer.done()
        assert (await answer).json()["ok"]
        assert time.monotonic() - began >= 0.3


async def test_every_call_is_logged_with_what_was_asked() -> None:
    async with workspace() as bot:
        await bot.says(blocks=[{"type": "divider"}])
        (call,) = bot.place.calls("chat.postMessage")
        assert call.args["blocks"] == [{"type": "divider"}]
        assert call.answer["ok"]


async def test_a_file_can_be_uploaded_as_a_form() -> None:
    async with workspace() as bot:
        promise = await bot.ok("files.getUploadURLExternal", filename="a.bin", length=6)
        content = b"\r\n--a\x00"
        answer = await bot.http.post(promise["upload_url"], files={"file": ("a.bin", content)})
        assert answer.status_code == 200
        assert bot.place.state.files[promise["file_id"]].content == content


async def test_there_is_nothing_at_the_address_of_a_file_that_was_never_uploaded() -> None:
    async with workspace() as bot:
        promise = await bot.ok("files.getUploadURLExternal", filename="a.bin", length=6)
        async with httpx.AsyncClient(base_url=bot.place.url) as http:
            assert (await http.get(f"/files/{promise['file_id']}", headers=BEARER)).status_code == 404
