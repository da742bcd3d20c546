"""A GitHub with one repository."""

from __future__ import annotations

import hashlib
import hmac
import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.trackers.ledger import Held, Json, Ledger, answered, schemas

NAME, PROJECT, SECRET = "github", "acme/shop", "hook-secret"
MINE = ("ada-gh", "ada-gh")
OTHERS = ("zoe-gh", "zoe-gh")
REASONS = {"done": "completed", "dropped": "not_planned"}
STATES = {"completed": "done", "not_planned": "dropped", "duplicate": "dropped"}
ONE = "/repos/{owner}/{repo}/issues"


def ledger() -> Ledger:
    return Ledger("gh-token", {"ada-gh": "ada-gh", "zoe-gh": "zoe-gh"})


class Server:
    def __init__(self, at: Ledger) -> None:
        self.at = at

    def show(self, held: Held) -> Json:
        shown = {
            "number": int(held.ref),
            "html_url": f"https://github.test/{PROJECT}/issues/{held.ref}",
            "state": "open" if held.state == "open" else "closed",
            "state_reason": REASONS.get(held.state),
            "title": held.title,
            "body": held.text,
            "assignees": [{"login": held.assignee}] if held.assignee else [],
            "updated_at": "2026-11-30T10:00:00Z",
        }
        self.at.check(schemas("github.json"), "issue", shown)
        return shown

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.at.check(schemas("github.json"), f"POST {ONE}", body)
        assignee = next((a for a in body.get("assignees", ()) if a in self.at.people.values()), None)
        return JSONResponse(self.show(self.at.add(title=body["title"], text=body["body"], assignee=assignee)), 201)

    async def listing(self, request: Request) -> Response:
        query = {k: int(v) if v.isdigit() else v for k, v in request.query_params.items()}
        self.at.check(schemas("github.json"), f"GET {ONE}", query)
        return JSONResponse([self.show(i) for i in self.at.issues.values()])

    async def read(self, request: Request) -> Response:
        held = self.at.issues.get(request.path_params["number"])
        return JSONResponse(self.show(held)) if held else JSONResponse({"message": "Not Found"}, 404)

    async def write(self, request: Request) -> Response:
        held, body = self.at.issues[request.path_params["number"]], await request.json()
        self.at.check(schemas("github.json"), f"PATCH {ONE}/{{issue_number}}", body)
        held.text = body.get("body", held.text)
        if "assignees" in body:
            held.assignee = next((a for a in body["assignees"] if a in self.at.people.values()), None)
        if "state" in body:
            held.state = "open" if body["state"] == "open" else STATES[body.get("state_reason") or "completed"]
        return JSONResponse(self.show(held))

    async def user(self, request: Request) -> Response:
        login = self.at.people.get(request.path_params["login"].lower())
        return JSONResponse({"login": login}) if login else JSONResponse({"message": "Not Found"}, 404)

    async def repository(self, _request: Request) -> Response:
        return JSONResponse({"full_name": PROJECT})

    def admitted(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.at.token}"

    def app(self) -> Starlette:
        many, one = f"/repos/{PROJECT}/issues", f"/repos/{PROJECT}/issues/{{number}}"
        return Starlette(
            routes=[
                Route(many, answered(self.at, self.admitted, self.create), methods=["POST"]),
                Route(many, answered(self.at, self.admitted, self.listing), methods=["GET"]),
                Route(one, answered(self.at, self.admitted, self.read), methods=["GET"]),
                Route(one, answered(self.at, self.admitted, self.write), methods=["PATCH"]),
                Route("/users/{login}", answered(self.at, self.admitted, self.user)),
                Route(f"/repos/{PROJECT}", answered(self.at, self.admitted, self.repository)),
            ]
        )


def app(at: Ledger) -> Starlette:
    return Server(at).app()


def hook(held: Held, now: float) -> tuple[dict[str, str], bytes]:
    """What is sent when something happened to an issue."""
    told = {"action": "edited", "issue": {"number": int(held.ref)}, "repository": {"full_name": PROJECT}, "at": now}
    body = json.dumps(told).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={signature}", "x-github-event": "issues"}, body


def set_due(held: Held, due: str) -> None:
    """Somebody edits the line in the text."""
    held.text = held.text.replace(f"**Due:** {get_due(held)}", f"**Due:** {due}")


def get_due(held: Held) -> str | None:
    line = next((x for x in held.text.splitlines() if x.startswith("**Due:** ")), "")
    return line.removeprefix("**Due:** ").strip() or None
