"""The window's addresses, asked as a browser asks."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.window.routes import Window
from tests.playground.echo import EchoApp, echoed


@contextlib.asynccontextmanager
async def window() -> AsyncIterator[tuple[httpx.AsyncClient, EchoApp]]:
    async with echoed() as (slack, app):
        Window(slack).open()
        async with httpx.AsyncClient(base_url=slack.url) as client:
            yield client, app


async def test_the_page_and_its_modules_come_with_their_types_and_a_strict_policy() -> None:
    async with window() as (client, _):
        page = await client.get("/")
        assert page.headers["content-type"].startswith("text/html")
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert (await client.get("/static/app.js")).headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["nope.js", "..%2froutes.py", "%2e%2e/routes.py", "routes.py"])
async def test_nothing_else_is_served(name: str) -> None:
    async with window() as (client, _):
        assert (await client.get(f"/static/{name}")).status_code == 404


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "https://evil.example"}])
async def test_pages_of_elsewhere_are_refused_at_every_address(headers: dict[str, str]) -> None:
    async with window() as (client, _):
        for path in ("/", "/static/app.js", "/window/start", "/window/view?as=U1", "/window/changes", "/control/seen/U1"):
            assert (await client.get(path, headers=headers)).status_code == 403
        for path in ("/window/do", "/window/file?as=U1", "/api/auth.test", "/control/say"):
            assert (await client.post(path, headers=headers, json={})).status_code == 403


async def test_a_deed_is_done_and_its_change_is_streamed() -> None:
    async with window() as (client, _), client.stream("GET", "/window/changes") as stream:
        lines = stream.aiter_lines()
        first = int((await anext(lines)).removeprefix("data: "))
        done = await client.post("/window/do", json={"as": "U1", "deed": "write", "args": {"channel": "C1", "text": "hello"}})
        assert done.json() == {"result": None}
        async for line in lines:
            if line.startswith("data: "):
                assert int(line.removeprefix("data: ")) > first
                break
        seen = (await client.get("/window/view", params={"as": "U2", "channel": "C1"})).json()
        assert seen["channel"]["messages"][0]["text"] == "hello"
        assert seen["channels"][0]["unread"] == 1


async def test_what_cannot_be_done_is_answered_with_a_sentence() -> None:
    async with window() as (client, _):
        for body, code in (
            ({"as": "U1", "deed": "write", "args": {"channel": "C9", "text": "x"}}, 409),
            ({"as": "U9", "deed": "write", "args": {}}, 409),
            ({"as": "U1", "deed": "write", "args": {"colour": "red"}}, 400),
            ({"deed": "write"}, 400),
        ):
            answer = await client.post("/window/do", json=body)
            assert answer.status_code == code
            assert answer.json()["error"]
        assert (await client.post("/window/do", content=b"{")).status_code == 400
        assert (await client.get("/window/view?as=U9")).status_code == 404


async def test_a_picture_is_shown_and_a_page_among_the_files_is_only_kept() -> None:
    async with window() as (client, _):
        picture = (await client.post("/window/file?as=U1&name=a.png", content=b"\x89PNG")).json()["file"]
        page = (await client.post("/window/file?as=U1&name=a.html", content=b"<script>alert(1)</script>")).json()["file"]
        assert (await client.get(f"/window/files/{picture['id']}")).headers["content-type"] == "image/png"
        kept = await client.get(f"/window/files/{page['id']}")
        assert kept.headers["content-type"] == "application/octet-stream"
        assert kept.headers["content-disposition"] == "attachment"
        assert (await client.get("/window/files/F0")).status_code == 404
