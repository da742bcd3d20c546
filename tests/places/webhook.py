"""An address of one's own that takes reports."""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.places.shelf import Shelf
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "webhook", "", "", "whsec_" + b64encode(b"a secret of both sides").decode()


def shelf() -> Shelf:
    return Shelf("")


class Server:
    """Holds what it hears to https://www.standardwebhooks.com, and passes a repetition by."""

    def __init__(self, at: Shelf) -> None:
        self.at = at
        self.seen: set[str] = set()

    async def take(self, request: Request) -> Response:
        body = await request.body()
        told = json.loads(body)
        if (delivery := request.headers["webhook-id"]) not in self.seen:
            self.seen.add(delivery)
            kept = self.at.kept.get(told["data"]["id"]) or self.at.add(told["data"]["title"])
            self.at.kept = {told["data"]["id"]: kept}
            kept.title, kept.text = told["data"]["title"], told["data"]["markdown"]
        return PlainTextResponse("thank you")

    async def check(self, request: Request) -> Response:
        body, head = await request.body(), request.headers
        signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
        right = b64encode(hmac.new(b64decode(SECRET.removeprefix("whsec_")), signed, sha256).digest()).decode()
        if head["webhook-signature"] != f"v1,{right}":
            self.at.wrong.append("signature")
        return await self.take(request)


def app(at: Shelf) -> Starlette:
    server = Server(at)
    return Starlette(routes=[Route("/", answered(at, lambda _: True, server.check), methods=["POST"])])
