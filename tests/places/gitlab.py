"""A GitLab with one project, as reports are proposed to it."""

from __future__ import annotations

from base64 import b64encode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.places.repository import BASE, Repository
from tests.places.shelf import Json, Kept
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "gitlab", "acme/shop", "", ""
FILE, STATES = "gitlab.json", {"open": "opened", "closed": "closed", "merged": "merged"}


def shelf() -> Repository:
    return Repository("gl-token")


class Server:
    def __init__(self, at: Repository) -> None:
        self.at = at

    def show(self, kept: Kept) -> Json:
        url = f"https://gitlab.test/{PLACE}/-/merge_requests/{kept.ref}"
        shown = {"iid": int(kept.ref), "state": STATES[self.at.state(kept)], "web_url": url}
        self.at.as_published(FILE, "merge_request", shown)
        return shown

    async def project(self, _request: Request) -> Response:
        return JSONResponse({"default_branch": BASE})

    async def merges(self, request: Request) -> Response:
        self.at.as_published(FILE, "GET /projects/{id}/merge_requests", dict(request.query_params))
        return JSONResponse([self.show(k) for k in self.at.of(request.query_params["source_branch"])][:1])

    async def propose(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, "POST /projects/{id}/merge_requests", body)
        if any(self.at.state(k) == "open" for k in self.at.of(body["source_branch"])):
            return JSONResponse({"message": ["Another open merge request already exists"]}, 409)
        return JSONResponse(self.show(self.at.propose(body["source_branch"], body["title"])), 201)

    async def read(self, request: Request) -> Response:
        self.at.as_published(FILE, "GET /projects/{id}/repository/files/{path}", dict(request.query_params))
        text = self.at.branches.get(request.query_params["ref"], {}).get(request.path_params["path"])
        if text is None:
            return JSONResponse({"message": "404 File Not Found"}, 404)
        return JSONResponse({"content": b64encode(text.encode()).decode(), "encoding": "base64"})

    async def commit(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, "POST /projects/{id}/repository/commits", body)
        if "start_branch" in body:
            if body["branch"] in self.at.branches and not body.get("force"):
                return JSONResponse({"message": "A branch called that already exists"}, 400)
            self.at.begin(body["branch"])
        (action,) = body["actions"]
        known = action["file_path"] in self.at.branches[body["branch"]]
        if known != (action["action"] == "update"):
            return JSONResponse({"message": "A file with this name already exists, or does not"}, 400)
        self.at.put(body["branch"], action["file_path"], action["content"])
        return JSONResponse({}, 201)

    def admitted(self, request: Request) -> bool:
        return request.headers.get("private-token") == self.at.token


def app(at: Repository) -> Starlette:
    # The server has decoded the project's name, whose slash is sent as %2F.
    server, project = Server(at), f"/api/v4/projects/{PLACE}"
    return Starlette(
        routes=[
            Route(project, answered(at, server.admitted, server.project)),
            Route(f"{project}/merge_requests", answered(at, server.admitted, server.merges), methods=["GET"]),
            Route(f"{project}/merge_requests", answered(at, server.admitted, server.propose), methods=["POST"]),
            Route(f"{project}/repository/files/{{path:path}}", answered(at, server.admitted, server.read)),
            Route(f"{project}/repository/commits", answered(at, server.admitted, server.commit), methods=["POST"]),
        ]
    )
