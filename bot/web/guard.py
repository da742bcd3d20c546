"""Refuses what Bolt would answer with a 500: broken time stamps, bodies that are no UTF-8, bodies without end."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 1024 * 1024


class Guard:
    """Stands before the application and lets only plausible requests through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then pass it on with the body that was read."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        refusal, body = await _check(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


async def _check(request: Request) -> tuple[Response | None, bytes]:
    stamp = request.headers.get("x-slack-request-timestamp", "0")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return PlainTextResponse("bad timestamp", 400), b""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return PlainTextResponse("too large", 413), b""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return PlainTextResponse("not UTF-8", 400), b""
    return None, body
