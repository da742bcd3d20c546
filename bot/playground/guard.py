"""Lets in only what was meant for this machine: a page of elsewhere may not use the browser to get here."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL = {"127.0.0.1", "localhost", "::1"}


class LocalOnly:
    """Refuses a foreign Host (a name that was pointed here) and a foreign Origin (a page of another site)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or pass on."""
        if scope["type"] not in {"http", "websocket"} or _allowed(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("This workspace answers to pages of this machine only.\n", 403)(scope, receive, send)


def _allowed(headers: Headers) -> bool:
    host = headers.get("host", "")
    if _name(f"//{host}") not in LOCAL:
        return False
    origins = headers.getlist("origin")
    # The port counts too: another program of this machine may show pages of strangers.
    return all(urlsplit(o).scheme == "http" and o.removeprefix("http://") == host for o in origins)


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
