"""A Google Drive with one folder, and the door where access tokens are got."""

from __future__ import annotations

import json
from email.parser import BytesParser
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.places.shelf import Json, Kept, Shelf
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "google", "folder-1", "client-id", "client-secret"
FILE, DOCUMENT = "google.json", "application/vnd.google-apps.document"


def shelf() -> Shelf:
    return Shelf("refresh-token")


class Server:
    def __init__(self, at: Shelf) -> None:
        self.at = at

    def show(self, kept: Kept) -> Json:
        by = {"me": not kept.by_people}
        shown = {"id": kept.ref, "webViewLink": f"https://docs.test/{kept.ref}", "trashed": kept.gone, "lastModifyingUser": by}
        self.at.as_published(FILE, "file", shown)
        return shown

    async def login(self, request: Request) -> Response:
        asked = dict(parse_qsl((await request.body()).decode()))
        self.at.as_published(FILE, "token", asked)
        if asked["refresh_token"] != self.at.token:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": f"access-{self.at.token}", "expires_in": 3599})

    async def listing(self, request: Request) -> Response:
        self.at.as_published(FILE, "GET /drive/v3/files", dict(request.query_params))
        found = [k for k in self.at.kept.values() if not k.gone and f"value='{k.mark}'" in request.query_params["q"]]
        return JSONResponse({"files": [self.show(k) for k in found]})

    async def read(self, request: Request) -> Response:
        kept = self.at.kept.get(request.path_params["id"])
        return JSONResponse(self.show(kept)) if kept else JSONResponse({"error": {}}, 404)

    async def create(self, request: Request) -> Response:
        about, text = await self.uploaded(request)
        self.at.as_published(FILE, "POST /upload/drive/v3/files", about)
        assert about["mimeType"] == DOCUMENT
        return JSONResponse(self.show(self.at.add(about["name"], text, about["appProperties"]["postmortem"])))

    async def write(self, request: Request) -> Response:
        about, text = await self.uploaded(request)
        self.at.as_published(FILE, "PATCH /upload/drive/v3/files/{fileId}", about)
        kept = self.at.kept[request.path_params["id"]]
        kept.title, kept.text, kept.by_people = about["name"], text, False
        return JSONResponse(self.show(kept))

    async def uploaded(self, request: Request) -> tuple[Json, str]:
        """Both parts of an upload, as any reader of MIME takes them apart."""
        self.at.as_published(FILE, "upload", dict(request.query_params))
        head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
        parts: Json = BytesParser().parsebytes(head + await request.body()).get_payload()
        about, media = (bytes(part.get_payload(decode=True)).decode() for part in parts)
        return json.loads(about), media

    def admitted(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer access-{self.at.token}"


def app(at: Shelf) -> Starlette:
    server, one = Server(at), "/drive/v3/files/{id}"
    return Starlette(
        routes=[
            Route("/token", server.login, methods=["POST"]),
            Route("/drive/v3/files", answered(at, server.admitted, server.listing)),
            Route(one, answered(at, server.admitted, server.read)),
            Route("/upload/drive/v3/files", answered(at, server.admitted, server.create), methods=["POST"]),
            Route(f"/upload{one}", answered(at, server.admitted, server.write), methods=["PATCH"]),
        ]
    )


def people_write(kept: Kept) -> None:
    kept.text, kept.by_people = f"{kept.text}we add", True
