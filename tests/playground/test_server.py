"""The workspace's control interface: what can be done by hand over HTTP, and what it says to what cannot."""

from __future__ import annotations

import httpx

from bot.playground.server import playground
from tests.playground.echo import echoed


async def test_a_deed_is_done_and_its_result_told() -> None:
    async with echoed() as (slack, _), httpx.AsyncClient(base_url=slack.url) as client:
        ts = (await client.post("/control/say", json={"person": "U1", "channel": "C1", "text": "hello"})).json()["result"]
        assert slack.state.channels["C1"].messages[ts]["text"] == "hello"
        seen = (await client.get("/control/seen/U1")).json()
        assert "hello" in str(seen)


async def test_what_cannot_be_done_is_said_with_a_reason() -> None:
    async with echoed() as (slack, _), httpx.AsyncClient(base_url=slack.url) as client:
        unknown = await client.post("/control/fly", json={})
        assert unknown.status_code == 404
        assert "say, edit" in unknown.json()["error"]
        nobody = await client.post("/control/delete", json={"channel": "C1", "ts": "1.0"})
        assert nobody.status_code == 400


async def test_a_fault_that_is_set_over_http_meets_the_next_call() -> None:
    async with echoed() as (slack, _), httpx.AsyncClient(base_url=slack.url) as client:
        fault = {"method": "auth.test", "kind": "ratelimited", "times": 1, "wait": 7}
        await client.post("/control/faults", json=fault)
        headers = {"authorization": f"Bearer {slack.settings.bot_token}"}
        refused = await client.post("/api/auth.test", headers=headers)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
        assert (await client.post("/api/auth.test", headers=headers)).json()["ok"]
        assert len(slack.calls("auth.test")) == 2


async def test_the_port_is_free_again_at_the_end() -> None:
    from bot.playground.state import PlaygroundSettings

    async with playground() as slack:
        port = int(slack.url.rsplit(":", 1)[1])
    async with playground(PlaygroundSettings(port=port)) as again:
        assert again.url == slack.url
