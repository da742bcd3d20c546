"""What Slack refuses is shown where one would wonder, with the path of the fault."""

from __future__ import annotations

import httpx

from bot.playground.window.refusals import Refusals
from tests.playground.echo import echoed, modal, plain


async def call(slack: object, url: str, method: str, args: dict[str, object]) -> None:
    async with httpx.AsyncClient(base_url=url, headers={"authorization": "Bearer xoxb-local"}) as client:
        await client.post(f"/api/{method}", json=args)


async def test_a_message_with_wrong_blocks_is_refused_in_its_channel_with_the_path() -> None:
    async with echoed() as (slack, _):
        refusals = Refusals(slack)
        wrong = [{"type": "header", "text": plain("x" * 151)}]
        await call(slack, slack.url, "chat.postMessage", {"channel": "C1", "text": "t", "blocks": wrong})
        (shown,) = refusals.of("C1", "U1")
        assert shown["text"] == "chat.postMessage: invalid_blocks"
        assert shown["faults"][0]["path"].startswith("/blocks/0")
        assert shown["sent"] == wrong
        assert refusals.of("C1", "U2") == [shown]
        assert refusals.of("C2", "U1") == []


async def test_a_form_that_was_refused_is_told_to_whoever_pressed() -> None:
    async with echoed() as (slack, _):
        refusals = Refusals(slack)
        view = modal(title=plain("x" * 30))
        await call(slack, slack.url, "views.open", {"trigger_id": slack.state.new_trigger("U1"), "view": view})
        assert "/view/title" in str(refusals.of("", "U1")[0]["faults"]) or "title" in str(refusals.of("", "U1")[0]["faults"])
        assert refusals.of("", "U2") == []


async def test_what_an_app_asks_in_order_to_find_out_is_no_failure() -> None:
    async with echoed() as (slack, _):
        ts = slack.people.say("U1", "C1", "x")
        for _ in range(2):
            await call(slack, slack.url, "pins.add", {"channel": "C1", "timestamp": ts})
        assert Refusals(slack).all() == []
