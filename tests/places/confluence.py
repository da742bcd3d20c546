"""A Confluence with one space."""

from __future__ import annotations

from base64 import b64encode
from xml.etree import ElementTree

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.places.shelf import Json, Kept, Shelf
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "confluence", "INC/77", "ada@acme.test", ""
FILE, OURS = "confluence.json", "Postmortem Bot"
NAMESPACES = 'xmlns:ac="http://atlassian.com/content" xmlns:ri="http://atlassian.com/resource/identifier"'


def shelf() -> Shelf:
    return Shelf("api-token")


class Server:
    def __init__(self, at: Shelf) -> None:
        self.at = at

    def show(self, kept: Kept, *, body: bool = False) -> Json:
        message = {} if kept.version == 1 else {"message": "" if kept.by_people else OURS}
        shown = {
            "id": kept.ref,
            "status": "trashed" if kept.gone else "current",
            "title": kept.title,
            "spaceId": "9",
            "version": {"number": kept.version, **message},
            "body": {"storage": {"value": kept.text, "representation": "storage"}} if body else {},
            "_links": {"webui": f"/spaces/INC/pages/{kept.ref}"},
        }
        self.at.as_published(FILE, "page", shown)
        return shown

    def read_storage(self, value: str) -> str:
        """The text of a page, which has to be well-formed."""
        try:
            return "".join(ElementTree.fromstring(f"<page {NAMESPACES}>{value.replace('&nbsp;', ' ')}</page>").itertext())
        except ElementTree.ParseError as error:
            self.at.wrong.append(str(error))
            return ""

    async def spaces(self, request: Request) -> Response:
        self.at.as_published(FILE, "GET /spaces", dict(request.query_params))
        return JSONResponse({"results": [{"id": "9", "key": "INC"}] if request.query_params["keys"] == "INC" else []})

    async def listing(self, request: Request) -> Response:
        self.at.as_published(FILE, "GET /pages", dict(request.query_params))
        found = [k for k in self.at.kept.values() if k.title == request.query_params["title"] and not k.gone]
        return JSONResponse({"results": [self.show(k, body=True) for k in found]})

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, "POST /pages", body)
        if any(k.title == body["title"] and not k.gone for k in self.at.kept.values()):
            return JSONResponse({"errors": [{"title": "A page with this title already exists"}]}, 400)
        self.read_storage(body["body"]["value"])
        return JSONResponse(self.show(self.at.add(body["title"], body["body"]["value"])))

    async def read(self, request: Request) -> Response:
        kept = self.at.kept.get(request.path_params["id"])
        return JSONResponse(self.show(kept)) if kept else JSONResponse({"errors": []}, 404)

    async def write(self, request: Request) -> Response:
        kept, body = self.at.kept[request.path_params["id"]], await request.json()
        self.at.as_published(FILE, "PUT /pages/{id}", body)
        if body["version"]["number"] != kept.version + 1:
            return JSONResponse({"errors": [{"title": "Version must be incremented"}]}, 409)
        self.read_storage(body["body"]["value"])
        kept.title, kept.text, kept.version, kept.by_people = body["title"], body["body"]["value"], kept.version + 1, False
        return JSONResponse(self.show(kept))

    def admitted(self, request: Request) -> bool:
        login = b64encode(f"{USER}:{self.at.token}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {login}"


def app(at: Shelf) -> Starlette:
    server, many, one = Server(at), "/wiki/api/v2/pages", "/wiki/api/v2/pages/{id}"
    return Starlette(
        routes=[
            Route("/wiki/api/v2/spaces", answered(at, server.admitted, server.spaces)),
            Route(many, answered(at, server.admitted, server.listing), methods=["GET"]),
            Route(many, answered(at, server.admitted, server.create), methods=["POST"]),
            Route(one, answered(at, server.admitted, server.read), methods=["GET"]),
            Route(one, answered(at, server.admitted, server.write), methods=["PUT"]),
        ]
    )


def people_write(kept: Kept) -> None:
    kept.text, kept.version, kept.by_people = f"{kept.text}<p>we add</p>", kept.version + 1, True
