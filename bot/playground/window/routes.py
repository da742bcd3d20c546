"""The window's addresses: the page, its modules, what somebody sees, what they do, and a stream of changes.

`GET /window/start`, `GET /window/view?as=U…&channel=C…&thread=TS`, `POST /window/do {"as", "deed", "args"}`,
`GET /window/changes` (server-sent events: the version of the workspace), `POST /window/file?as=U…&name=…`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.server import Playground
from bot.playground.window.deeds import Deeds, Refused, do
from bot.playground.window.files import MOST, PICTURES, Files
from bot.playground.window.reading import Reading
from bot.playground.window.refusals import Refusals
from bot.playground.window.view import PAGE, Viewer

STATIC = Path(__file__).parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
# Nothing is fetched from elsewhere: what is tried here stays on this machine.
SAFE = {
    "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
QUIET_SECONDS = 15.0


class Window:
    """The routes over one playground."""

    def __init__(self, place: Playground) -> None:
        self._place = place
        reading = Reading(place.state)
        self._files = Files(place.state, lambda: place.url)
        self._viewer = Viewer(place, reading, Refusals(place))
        self._deeds = Deeds(place, reading, self._files)

    def open(self) -> None:
        """Serve the window beside Slack's interfaces."""
        self._place.add_routes(
            Route("/", self._page),
            Route("/static/{name}", self._static),
            Route("/window/start", self._start),
            Route("/window/view", self._view),
            Route("/window/changes", self._changes),
            Route("/window/do", self._do, methods=["POST"]),
            Route("/window/file", self._take_file, methods=["POST"]),
            Route("/window/files/{number}", self._file),
        )

    async def _page(self, _request: Request) -> Response:
        return _kept("index.html")

    async def _static(self, request: Request) -> Response:
        return _kept(request.path_params["name"])

    async def _start(self, _request: Request) -> Response:
        panels = [n for n in ("scenes", "inspector", "faults") if (STATIC / f"{n}.js").exists()]
        return JSONResponse({**self._viewer.start(), "panels": panels}, headers=SAFE)

    async def _view(self, request: Request) -> Response:
        asked = request.query_params
        person = asked.get("as", "")
        if person not in self._place.state.people:
            return JSONResponse({"error": "There is nobody of this id."}, 404)
        most = int(asked["most"]) if asked.get("most", "").isdigit() else PAGE
        seen = self._viewer.seen(person, asked.get("channel", ""), asked.get("thread", ""), most)
        return JSONResponse(seen, headers=SAFE)

    async def _changes(self, _request: Request) -> Response:
        changes = self._place.state.changes

        async def stream() -> AsyncIterator[str]:
            version = changes.version
            yield f"data: {version}\n\n"
            while not changes.over:
                later = await changes.after(version, QUIET_SECONDS)
                yield f"data: {later}\n\n" if later != version else ": still here\n\n"
                version = later

        return StreamingResponse(stream(), media_type="text/event-stream", headers=SAFE)

    async def _do(self, request: Request) -> Response:
        try:
            body = json.loads(await request.body())
            person, name, args = body["as"], body["deed"], dict(body.get("args") or {})
            if person not in self._place.state.people:
                raise Refused("There is nobody of this id.")
            return JSONResponse({"result": await do(self._deeds, name, person, args)})
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, 409)
        except (TypeError, LookupError, ValueError) as error:
            return JSONResponse({"error": f"This cannot be done: {error}"}, 400)

    async def _take_file(self, request: Request) -> Response:
        content = b""
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST:
                return JSONResponse({"error": f"A file may have up to {MOST >> 20} MB here."}, 413)
        asked = request.query_params
        if asked.get("as", "") not in self._place.state.people:
            return JSONResponse({"error": "There is nobody of this id."}, 404)
        return JSONResponse({"file": self._files.keep(asked["as"], asked.get("name", ""), content)})

    async def _file(self, request: Request) -> Response:
        kept = self._files.get(request.path_params["number"])
        if kept is None or kept.content is None:
            return Response("This file is gone.", 404)
        # Only pictures are shown: a page or a script among the files would run as if it were the window's own.
        kind = kept.shown["mimetype"]
        shown = kind if kind in PICTURES else "application/octet-stream"
        way = "inline" if kind in PICTURES else "attachment"
        return Response(kept.content, headers={**SAFE, "content-type": shown, "content-disposition": way})


def _kept(name: str) -> Response:
    file = STATIC / name
    if file.parent != STATIC or file.suffix not in KINDS or not file.is_file():
        return Response("Not found", 404)
    return Response(file.read_bytes(), media_type=KINDS[file.suffix], headers=SAFE)
