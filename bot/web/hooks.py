"""Where an issue tracker says that something happened. What happened is not taken from it: the issue is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.errors import NotAllowed, StoreUnavailable
from bot.store.work import Store
from bot.usecases import trackers
from bot.usecases.trackers import Tracker

log = structlog.get_logger()
PATH = "/hooks/tracker"


def hook_routes(store: Store, tracker: Tracker, clock: Clock, public_url: str) -> Sequence[Route]:
    """The one route, under the path of the public address. It is acknowledged once what it says is stored."""

    async def heard(request: Request) -> Response:
        body = await request.body()
        try:
            ref = tracker.heard(request.headers, body, clock.now())
        except NotAllowed:
            log.warning("hook.not_signed", tracker=tracker.name)
            return PlainTextResponse("unsigned", 401)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            log.warning("hook.not_understood", tracker=tracker.name, error=type(error).__name__)
            return PlainTextResponse("not understood", 400)
        # The same delivery comes again where our answer was lost.
        delivery = hashlib.sha256(body).hexdigest()[:32]
        try:
            for team in await store.teams() if ref else ():
                async with store.work(team) as work:
                    await trackers.heard_of(work, str(ref), delivery, clock.now())
        except (StoreUnavailable, OSError) as error:
            log.error("hook.unavailable", tracker=tracker.name, error=type(error).__name__)
            return PlainTextResponse("not now", 503)
        return PlainTextResponse("ok")

    base = urlsplit(public_url).path.rstrip("/")
    return [Route(f"{base}{PATH}", heard, methods=["POST"])]
