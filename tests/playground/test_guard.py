"""Only pages of this machine get in, by whatever name and from wherever they ask."""

from __future__ import annotations

import httpx
import pytest
from starlette.responses import PlainTextResponse

from bot.playground.guard import LocalOnly


async def asked(**headers: str) -> int:
    app = LocalOnly(PlainTextResponse("in"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1:8800") as client:
        return (await client.get("/", headers=headers)).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8800", "localhost:8800", "[::1]:8800", "127.0.0.1"])
async def test_this_machine_is_let_in(host: str) -> None:
    assert await asked(host=host) == 200
    assert await asked(host=host, origin=f"http://{host}") == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8800", "localhost.evil.example", "0.0.0.0", "[::2", ""]
)
async def test_a_name_that_was_pointed_here_is_not(host: str) -> None:
    assert await asked(host=host) == 403


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8800", "http://127.0.0.1:8800.evil.example", ""],
)
async def test_a_page_of_elsewhere_is_not(origin: str) -> None:
    assert await asked(host="127.0.0.1:8800", origin=origin) == 403


async def test_a_socket_of_elsewhere_is_closed_before_it_opens() -> None:
    sent = []

    async def send(message: object) -> None:
        sent.append(message)

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    headers = [(b"host", b"127.0.0.1:8800"), (b"origin", b"https://evil.example")]
    await LocalOnly(PlainTextResponse("in"))({"type": "websocket", "headers": headers}, receive, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]
