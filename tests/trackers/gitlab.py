"""A GitLab with one project."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.trackers.ledger import Held, Json, Ledger, answered, schemas

NAME, PROJECT, SECRET = "gitlab", "acme/shop", "hook-secret"
MINE = ("ada-gl", "41")
OTHERS = ("zoe-gl", "42")
MANY = "/projects/{id}/issues"


def ledger() -> Ledger:
    return Ledger("gl-token", {"ada-gl": "41", "zoe-gl": "42"})


class Server:
    def __init__(self, at: Ledger) -> None:
        self.at = at

    def show(self, held: Held) -> Json:
        shown = {
            "iid": int(held.ref),
            "project_id": 7,
            "web_url": f"https://gitlab.test/{PROJECT}/-/issues/{held.ref}",
            "state": "opened" if held.state == "open" else "closed",
            "title": held.title,
            "description": held.text,
            "due_date": held.due,
            "assignees": [{"id": int(held.assignee), "username": "x"}] if held.assignee else [],
        }
        self.at.check(schemas("gitlab.json"), "issue", shown)
        return shown

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.at.check(schemas("gitlab.json"), f"POST {MANY}", body)
        assignee = next((str(a) for a in body.get("assignee_ids", ())), None)
        held = self.at.add(title=body["title"], text=body["description"], due=body.get("due_date"), assignee=assignee)
        return JSONResponse(self.show(held), 201)

    async def listing(self, request: Request) -> Response:
        self.at.check(schemas("gitlab.json"), f"GET {MANY}", dict(request.query_params))
        return JSONResponse([self.show(i) for i in self.at.issues.values() if request.query_params["search"] in i.text])

    async def read(self, request: Request) -> Response:
        held = self.at.issues.get(request.path_params["iid"])
        return JSONResponse(self.show(held)) if held else JSONResponse({"message": "404 Not found"}, 404)

    async def write(self, request: Request) -> Response:
        held, body = self.at.issues[request.path_params["iid"]], await request.json()
        self.at.check(schemas("gitlab.json"), f"PUT {MANY}/{{issue_iid}}", body)
        if "due_date" in body:
            held.due = body["due_date"] or None
        if "assignee_ids" in body:
            held.assignee = next((str(a) for a in body["assignee_ids"] if a), None)
        if "state_event" in body:
            held.state = "done" if body["state_event"] == "close" else "open"
        return JSONResponse(self.show(held))

    async def users(self, request: Request) -> Response:
        found = self.at.people.get(request.query_params["username"])
        return JSONResponse([{"id": int(found), "username": request.query_params["username"]}] if found else [])

    async def project(self, _request: Request) -> Response:
        return JSONResponse({"id": 7, "path_with_namespace": PROJECT})

    def admitted(self, request: Request) -> bool:
        return request.headers.get("private-token") == self.at.token

    def app(self) -> Starlette:
        base = "/api/v4/projects/{project:path}"
        return Starlette(
            routes=[
                Route(f"{base}/issues", answered(self.at, self.admitted, self.create), methods=["POST"]),
                Route(f"{base}/issues", answered(self.at, self.admitted, self.listing), methods=["GET"]),
                Route(f"{base}/issues/{{iid}}", answered(self.at, self.admitted, self.read), methods=["GET"]),
                Route(f"{base}/issues/{{iid}}", answered(self.at, self.admitted, self.write), methods=["PUT"]),
                Route("/api/v4/users", answered(self.at, self.admitted, self.users)),
                Route(base, answered(self.at, self.admitted, self.project)),
            ]
        )


def app(at: Ledger) -> Starlette:
    return Server(at).app()


def hook(held: Held, now: float) -> tuple[dict[str, str], bytes]:
    """What is sent when something happened to an issue."""
    attributes = {"iid": int(held.ref), "action": "update", "updated_at": now}
    told = {"object_kind": "issue", "project": {"path_with_namespace": PROJECT}, "object_attributes": attributes}
    return {"x-gitlab-token": SECRET, "x-gitlab-event": "Issue Hook"}, json.dumps(told).encode()


def set_due(held: Held, due: str) -> None:
    held.due = due


def get_due(held: Held) -> str | None:
    return held.due
