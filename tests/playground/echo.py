"""An app of no kind: it checks Slack's signature, notes what it was brought, and answers what it was told to."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.server import Playground, playground, served
from bot.playground.state import PlaygroundSettings


class EchoApp:
    """`heard` is what was brought; `answers` maps the type of a payload to what is answered."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.answers: dict[str, Any] = {}
        self.secret = b""
        self.wait_for: asyncio.Event | None = None

    async def events(self, request: Request) -> Response:
        body = await request.body()
        stamp = request.headers["x-slack-request-timestamp"].encode()
        digest = hmac.new(self.secret, b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"v0={digest}", request.headers["x-slack-signature"]):
            return Response("bad signature", 401)
        if request.headers["content-type"] == "application/json":
            payload = json.loads(body)["event"]
        else:
            form = {k: v[0] for k, v in parse_qs(body.decode(), keep_blank_values=True).items()}
            payload = json.loads(form["payload"]) if "payload" in form else {**form, "type": "command"}
        self.heard.append(payload)
        if self.wait_for is not None:
            await self.wait_for.wait()
        answer = self.answers.get(payload["type"])
        return JSONResponse(answer) if answer is not None else Response("")

    def last(self, kind: str) -> dict[str, Any]:
        return next(p for p in reversed(self.heard) if p["type"] == kind)


@contextlib.asynccontextmanager
async def echoed() -> AsyncIterator[tuple[Playground, EchoApp]]:
    """A workspace with Ada, Sam and the app in a channel C1."""
    app = EchoApp()
    async with playground(PlaygroundSettings()) as slack:
        app.secret = slack.settings.signing_secret.encode()
        slack.state.add_person("U1", "Ada", "Europe/London")
        slack.state.add_person("U2", "Sam O'Neill", "Asia/Tokyo")
        slack.state.add_channel("C1", "inc-1", ["U1", "U2", slack.state.bot_user])
        async with served(Starlette(routes=[Route("/", app.events, methods=["POST"])])) as url:
            slack.settings.events_url = f"{url}/"
            yield slack, app


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": {"action_id": "v", **element}, **more}


async def api(slack: Playground, method: str, **args: Any) -> dict[str, Any]:
    answer = slack.api.call(method, args, slack.settings.bot_token, slack.url)
    slack.state.changes.touch()
    return answer


async def open_modal(slack: Playground, person: str, view: dict[str, Any]) -> str:
    """Open a form as an app does after a press; gives its id."""
    answer = await api(slack, "views.open", trigger_id=slack.state.new_trigger(person), view=view)
    assert answer["ok"], answer
    return str(answer["view"]["id"])
