from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.guard import BODY_LIMIT, Guard


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = Guard(Starlette(routes=[Route("/", echo, methods=["GET", "POST"])]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as made:
        yield made


@pytest.mark.parametrize("stamp", ["soon", "-5", "1.5", "", "999999999999"])
async def test_a_timestamp_that_is_no_number_is_refused(client: httpx.AsyncClient, stamp: str) -> None:
    answer = await client.post("/", content=b"x", headers={"x-slack-request-timestamp": stamp})
    assert answer.status_code == 400


async def test_a_body_that_is_not_utf_8_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.post("/", content=b"\xff\xfe")).status_code == 400


async def test_a_body_without_end_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.post("/", content=b"x" * (BODY_LIMIT + 1))).status_code == 413


async def test_a_plausible_request_arrives_whole(client: httpx.AsyncClient) -> None:
    assert (await client.post("/", content=b"x" * BODY_LIMIT)).text == str(BODY_LIMIT)
