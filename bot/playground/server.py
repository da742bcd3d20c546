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
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

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
from bot.playground.state import Json, PlaygroundSettings, State
from bot.playground.web_api.api import WebApi

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
)


@dataclass(frozen=True)
class Call:
    """One call of the Web API, for the log."""

    method: str
    args: Json
    answer: Json


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
                Route("/api/{method}", self._call, methods=["GET", "POST"]),
                Route("/response/{key}", self._noted_response, methods=["POST"]),
                Route("/control/seen/{person}", self._seen),
                *control_routes(self),
                Route("/control/faults", self._fault, methods=["POST"]),
                Route("/control/{deed}", self._deed, methods=["POST"]),
                WebSocketRoute("/socket", self.courier.socket),
            ]
        )
        app = Starlette()
        app.router.routes = self._routes
        return LocalOnly(app)

    async def _call(self, request: Request) -> Response:
        """One call, noted for the inspector with what came back."""
        began = time.perf_counter()
        args = {**request.query_params, **await _arguments(request)}
        answer = await self._answered(request, request.path_params["method"], args)
        self.traffic.note_call("call", request.path_params["method"], args, answer, self.state.now(), began)
        return answer

    async def _answered(self, request: Request, method: str, args: Json) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        fault = self._next_fault(method)
        if fault and fault.kind == "down":
            return Response("Slack is down", 503)
        if fault and fault.kind == "ratelimited":
            return self._answer(
                method,
                args,
                {"ok": False, "error": "ratelimited"},
                429,
                {"retry-after": str(int(fault.wait))},
            )
        if fault and fault.kind == "error":
            return Response("", 500)
        answer = self.api.call(method, args, token, self.url)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.wait)  # done already, but the caller waits to hear of it
        if fault and fault.kind == "lost_answer":
            self.log.append(Call(method, args, answer))
            return Response("", 502)  # done, but the caller never learns
        return self._answer(method, args, answer)

    def _answer(
        self, method: str, args: Json, answer: Json, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        self.log.append(Call(method, args, answer))
        given = {"x-oauth-scopes": ",".join(sorted(self.state.scopes))} if answer.get("ok") else {}
        self.state.changes.touch()
        return JSONResponse(answer, status, {**given, **(headers or {})})

    def _next_fault(self, method: str) -> Fault | None:
        for fault in (*self.faults, *self.switches.on_calls):
            if fault.method in {"*", method} and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    async def _noted_response(self, request: Request) -> Response:
        began = time.perf_counter()
        answer = Response("Slack is down", 503) if self.courier.faults.down else await self._response(request)
        self.traffic.note_call("response", "response_url", await request.json(), answer, self.state.now(), began)
        return answer

    async def _response(self, request: Request) -> Response:
        place = self.state.response_urls.get(request.path_params["key"])
        if place is None or place.uses <= 0 or self.state.now() > place.ends:
            return Response("used_url", 404)
        place.uses -= 1
        body = await request.json()
        if body.get("delete_original"):
            self.state.ephemerals = [m for m in self.state.ephemerals if m["ts"] != place.message_ts]
        elif body.get("replace_original"):
            for message in self.state.ephemerals:
                if message["ts"] == place.message_ts:
                    message.update(body)
        else:
            self.state.ephemerals.append({**body, "channel": place.channel, "to": place.person, "ts": self.state.new_ts()})
        self.state.changes.touch()
        return Response("ok")

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


async def _arguments(request: Request) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.body()
        return dict(json.loads(body)) if body else {}
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


class _Server(uvicorn.Server):
    """Leaves signals to the program around it."""

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
        await task
