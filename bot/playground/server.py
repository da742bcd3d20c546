"""The server of the local workspace: Web API, response_urls, Socket Mode, and a control interface.

Control interface (JSON over HTTP, this machine only): GET /control/seen/PERSON; POST /control/DEED with the
arguments of the method of `People` of that name (say, edit, delete, react, pin, invite_bot, slash, press,
press_in_view, submit, shortcut, open_home); POST /control/faults
{"method": NAME or "*", "kind": "ratelimited" | "error" | "lost_answer" | "slow", "times": N, "wait": SECONDS}.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from bot.playground.control import Inside, control_routes
from bot.playground.delivery import Courier
from bot.playground.faults import Fault, Switches
from bot.playground.guard import LocalOnly
from bot.playground.people import People
from bot.playground.response_urls import ResponseUrls
from bot.playground.state import Json, PlaygroundSettings, State
from bot.playground.web_api.api import WebApi
from bot.playground.web_door import Call, WebDoor

__all__ = ["Call", "Fault", "Playground", "playground", "served"]

DEEDS = (
    "say",
    "edit",
    "delete",
    "react",
    "pin",
    "invite_bot",
    "slash",
    "press",
    "press_in_view",
    "submit",
    "shortcut",
    "open_home",
    "write_in_canvas",
)


class Playground:
    """The running workspace."""

    def __init__(self, settings: PlaygroundSettings | None = None) -> None:
        self.settings = settings or PlaygroundSettings()
        self.state = State(self.settings)
        self.courier = Courier(self.state)
        self.people = People(self.state, self.courier)
        self.api = WebApi(self.state, self.people.tell)
        self.faults: list[Fault] = []
        self.log: list[Call] = []
        self.traffic = self.courier.traffic
        self.switches = Switches(self.state, self.courier, self.people)
        self.inside: Inside | None = None
        self.response_urls = ResponseUrls(self.state, self.people)
        self._web = WebDoor(self)
        self.url = ""
        # The app's manifest: which commands and shortcuts there are to complete. The workspace runs without.
        self.manifest: Json = {}
        self._routes: list[BaseRoute] = []

    def calls(self, method: str) -> list[Call]:
        """The calls of a method so far."""
        return [c for c in self.log if c.method == method]

    def add_routes(self, *routes: BaseRoute) -> None:
        """Serve more than Slack's interfaces: the window, the scenes. Works while the server runs."""
        self._routes[0:0] = routes

    def asgi(self) -> ASGIApp:
        """The application."""
        self._routes.extend(
            [
                Route("/api/{method}", self._web.call, methods=["GET", "POST"]),
                Route("/upload/v1/{file}", self._web.upload, methods=["POST", "PUT"]),
                Route("/files/{file}", self._web.file),
                Route("/openid/connect/authorize", self.api.open_id.authorize),
                Route("/response/{key}", self._noted_response, methods=["POST"]),
                Route("/control/seen/{person}", self._seen),
                *control_routes(self),
                Route("/control/faults", self._fault, methods=["POST"]),
                Route("/control/{deed}", self._deed, methods=["POST"]),
                WebSocketRoute("/socket", self.courier.sockets.serve),
            ]
        )
        app = Starlette()
        app.router.routes = self._routes
        return LocalOnly(app)

    async def _noted_response(self, request: Request) -> Response:
        began = time.perf_counter()
        body, down = await request.body(), self.courier.faults.down
        answer = Response("Slack is down", 503) if down else self._response(request.path_params["key"], body)
        self.traffic.note_call("response", "response_url", body.decode(errors="replace"), answer, self.state.now(), began)
        return answer

    def _response(self, key: str, body: bytes) -> Response:
        status, text = self.response_urls.answer(key, body)
        self.state.changes.touch()
        return Response(text, status)

    async def _seen(self, request: Request) -> Response:
        return JSONResponse(self.people.seen(request.path_params["person"]))

    async def _fault(self, request: Request) -> Response:
        self.faults.append(Fault(**await request.json()))
        return JSONResponse({})

    async def _deed(self, request: Request) -> Response:
        deed = request.path_params["deed"]
        if deed not in DEEDS:
            return JSONResponse({"error": f"one of {', '.join(DEEDS)}"}, 404)
        try:
            result = getattr(self.people, deed)(**await request.json())
            return JSONResponse({"result": await result if inspect.isawaitable(result) else result})
        except (TypeError, LookupError) as error:
            return JSONResponse({"error": str(error)}, 400)


class _Server(uvicorn.Server):
    """Leaves signals to the program around it, and ends when it is told to, not at its next look."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    async def main_loop(self) -> None:
        """Uvicorn's own loop, but for the wait between two looks."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.told.wait(), 0.1)

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


@contextlib.asynccontextmanager
async def playground(settings: PlaygroundSettings | None = None) -> AsyncIterator[Playground]:
    """A running workspace on a free port of this machine, stopped at the end of the block."""
    place = Playground(settings)
    async with served(place.asgi(), place.settings.host, place.settings.port) as url:
        place.url = place.people.base = url
        try:
            yield place
        finally:
            place.state.changes.close()
            await place.courier.close()


@contextlib.asynccontextmanager
async def served(app: Any, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve an ASGI application in this event loop; gives its address."""
    config = uvicorn.Config(
        app,
        host,
        port,
        log_config=None,
        lifespan="off",
        ws="websockets-sansio",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            task.result()
        await asyncio.sleep(0.001)
    try:
        yield f"http://{host}:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        server.told.set()
        await task
