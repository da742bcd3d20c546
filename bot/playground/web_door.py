"""The Web API over HTTP: what comes in a request, what goes wrong on purpose, and how the answer leaves."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.faults import Fault
from bot.playground.state import Json
from bot.playground.web_api.files import upload
from bot.playground.web_api.methods import METHODS

if TYPE_CHECKING:
    from bot.playground.server import Playground

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


@dataclass(frozen=True)
class Call:
    """One call of the Web API, for the log."""

    method: str
    args: Json
    answer: Json


class Unreadable(Exception):
    """A body that Slack does not read; says what Slack answers."""


class WebDoor:
    """Takes requests to /api, to the upload addresses and to the files."""

    def __init__(self, place: Playground) -> None:
        self._place = place

    async def call(self, request: Request) -> Response:
        """One call, noted for the inspector with what came back."""
        method, began, args = request.path_params["method"], time.perf_counter(), dict(request.query_params)
        try:
            args |= await _arguments(request, method)
            answer = await self._answered(request, method, args)
        except Unreadable as error:
            answer = JSONResponse({"ok": False, "error": str(error)})
        self._place.state.changes.touch()
        self._place.traffic.note_call("call", method, args, answer, self._place.state.now(), began)
        return answer

    async def upload(self, request: Request) -> Response:
        """The content of a file: the body itself, or the `file` of a form."""
        content = await request.body()
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            content = _multipart(request.headers["content-type"], content).get("file", b"")
        status, text = upload(self._place.state, request.path_params["file"], content)
        return Response(text, status)

    async def file(self, request: Request) -> Response:
        """A file, for who holds the token."""
        found = self._place.state.files.get(request.path_params["file"])
        if found is None or found.content is None:
            return Response("Not found", 404)
        if _token(request, {}) != self._place.settings.bot_token or "files:read" not in self._place.state.scopes:
            return Response("", 302, {"location": f"{self._place.url}/sign-in"})
        return Response(found.content, media_type=found.shown["mimetype"])

    async def _answered(self, request: Request, method: str, args: Json) -> Response:
        token = _token(request, args)
        fault = self._next_fault(method)
        early = self._instead(method, args, fault) if fault else None
        wait = 0 if early else self._place.api.wait(method, args)
        if wait:
            early = self._limited(method, args, wait)
        if early is not None:
            return early
        answer = self._place.api.call(method, args, token, self._place.url)
        self._place.log.append(Call(method, {name: _read(value) for name, value in args.items()}, answer))
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.wait)  # done already, but the caller waits to hear of it
        if fault and fault.kind == "lost_answer":
            return Response("", 502)  # done, but the caller never learns
        return JSONResponse(answer, headers=self._place.api.headers(method))

    def _instead(self, method: str, args: Json, fault: Fault) -> Response | None:
        """The answer of a fault that lets nothing be done."""
        if fault.kind == "down":
            return Response("Slack is down", 503)
        if fault.kind == "error":
            return Response("", 500)
        if fault.kind == "ratelimited":
            return self._limited(method, args, int(fault.wait))
        if fault.kind == "answer":
            answer = {"ok": False, "error": fault.error}
            self._place.log.append(Call(method, args, answer))
            return JSONResponse(answer)
        return None

    def _limited(self, method: str, args: Json, wait: int) -> Response:
        answer = {"ok": False, "error": "ratelimited"}
        self._place.log.append(Call(method, args, answer))
        return JSONResponse(answer, 429, {"retry-after": str(wait)})

    def _next_fault(self, method: str) -> Fault | None:
        for fault in (*self._place.faults, *self._place.switches.on_calls):
            if fault.method in {"*", method} and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _token(request: Request, args: Json) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))


async def _arguments(request: Request, method: str) -> Json:
    body, kind = await request.body(), request.headers.get("content-type", "")
    if not body:
        return {}
    if kind.startswith("application/json"):
        found = _json(body)
        entry = METHODS.get(method)
        return found if entry is None or entry.json else {}
    if kind.startswith("multipart/form-data"):
        return {name: value.decode(errors="replace") for name, value in _multipart(kind, body).items()}
    if not kind:
        raise Unreadable("missing_post_type")
    if not kind.startswith(FORMS):
        raise Unreadable("invalid_post_type")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise Unreadable("invalid_form_data") from None


def _json(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except ValueError:
        raise Unreadable("invalid_json") from None
    if not isinstance(found, dict):
        raise Unreadable("json_not_object")
    return found


def _multipart(content_type: str, body: bytes) -> dict[str, bytes]:
    """The fields of a form with files, by name."""
    boundary = b"--" + content_type.partition("boundary=")[2].strip('"').encode()
    fields: dict[str, bytes] = {}
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode(errors="replace")
        fields[name] = content.removesuffix(b"\r\n")
    return fields


def _read(value: Any) -> Any:
    """An argument for the log: what came as text of JSON is shown as what it is."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
