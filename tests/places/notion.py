"""A Notion with one page below which others stand."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.places.shelf import Json, Kept, Shelf
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "notion", "11112222333344445555666677778888", "", ""
PARENT, FILE, US, AT_ONCE = "11112222-3333-4444-5555-666677778888", "notion.json", "bot-id", 100


def shelf() -> Shelf:
    return Shelf("ntn_token")


class Server:
    """The blocks of a page stand in its text, one JSON document a line."""

    def __init__(self, at: Shelf) -> None:
        self.at = at

    def show(self, kept: Kept) -> Json:
        by = {"object": "user", "id": "ada" if kept.by_people else US}
        shown = {
            "object": "page",
            "id": kept.ref,
            "url": f"https://notion.test/{kept.ref}",
            "archived": kept.gone,
            "last_edited_by": by,
        }
        self.at.as_published(FILE, "page", shown)
        return shown

    async def us(self, _request: Request) -> Response:
        return JSONResponse({"object": "user", "id": US, "type": "bot"})

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, "POST /pages", body)
        return JSONResponse(self.show(self.at.add(title_in(body))))

    async def read(self, request: Request) -> Response:
        kept = self.at.kept.get(request.path_params["id"])
        return JSONResponse(self.show(kept)) if kept else JSONResponse({"object": "page", "id": PARENT})

    async def rename(self, request: Request) -> Response:
        kept, body = self.at.kept[request.path_params["id"]], await request.json()
        self.at.as_published(FILE, "PATCH /pages/{id}", body)
        kept.title, kept.by_people = title_in(body), False
        return JSONResponse(self.show(kept))

    async def below(self, request: Request) -> Response:
        asked = {k: int(v) if v.isdigit() else v for k, v in request.query_params.items()}
        self.at.as_published(FILE, "GET /blocks/{id}/children", {k: v if k == "page_size" else str(v) for k, v in asked.items()})
        start, found = int(asked.get("start_cursor", 0)), self._blocks(request.path_params["id"])
        more = len(found) > start + AT_ONCE
        cursor = str(start + AT_ONCE) if more else None
        return JSONResponse({"results": found[start : start + AT_ONCE], "has_more": more, "next_cursor": cursor})

    def _blocks(self, ref: str) -> list[Json]:
        if ref == PARENT:
            pages = [k for k in self.at.kept.values() if not k.gone]
            by = {"created_by": {"object": "user", "id": US}}
            return [{"id": k.ref, "type": "child_page", "child_page": {"title": k.title}, **by} for k in pages]
        return [{"id": f"{ref}|{n}", "type": "paragraph"} for n, _ in enumerate(self.at.kept[ref].text.splitlines())]

    async def add(self, request: Request) -> Response:
        kept, body = self.at.kept[request.path_params["id"]], await request.json()
        self.at.as_published(FILE, "PATCH /blocks/{id}/children", body)
        kept.text += "".join(json.dumps(b, ensure_ascii=False) + "\n" for b in body["children"])
        kept.by_people = False
        return JSONResponse({"results": []})

    async def drop(self, request: Request) -> Response:
        kept = self.at.kept[request.path_params["id"].partition("|")[0]]
        kept.text = "".join(f"{line}\n" for line in kept.text.splitlines()[1:])
        return JSONResponse({"object": "block", "archived": True})

    def admitted(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.at.token}" and "notion-version" in request.headers


def title_in(body: Json) -> str:
    return "".join(p["text"]["content"] for p in body["properties"]["title"]["title"])


def app(at: Shelf) -> Starlette:
    server = Server(at)
    page, blocks = "/v1/pages/{id}", "/v1/blocks/{id}/children"
    return Starlette(
        routes=[
            Route("/v1/users/me", answered(at, server.admitted, server.us)),
            Route("/v1/pages", answered(at, server.admitted, server.create), methods=["POST"]),
            Route(page, answered(at, server.admitted, server.read), methods=["GET"]),
            Route(page, answered(at, server.admitted, server.rename), methods=["PATCH"]),
            Route(blocks, answered(at, server.admitted, server.below), methods=["GET"]),
            Route(blocks, answered(at, server.admitted, server.add), methods=["PATCH"]),
            Route("/v1/blocks/{id}", answered(at, server.admitted, server.drop), methods=["DELETE"]),
        ]
    )


def people_write(kept: Kept) -> None:
    kept.text, kept.by_people = kept.text + '"we add"\n', True
