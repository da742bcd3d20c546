"""A Jira Cloud site with one project and a workflow."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.trackers.ledger import Held, Json, Ledger, answered, schemas

NAME, PROJECT, SECRET = "jira", "OPS", "hook-secret"
MINE = ("ada@acme.test", "5b10ac8d82e05b22cc7d4ef5")
OTHERS = ("zoe@acme.test", "5b10ac8d82e05b22cc7d4ef6")
USER = "bot@acme.test"
STATUSES = {"open": ("To Do", "new"), "done": ("Done", "done"), "dropped": ("Won't do", "done")}
STEPS = {"11": "open", "21": "dropped", "31": "done"}
ISSUE, ONE = "POST /rest/api/3/issue", "/rest/api/3/issue/{issueIdOrKey}"


def ledger() -> Ledger:
    return Ledger("jira-token", dict([MINE, OTHERS]))


class Server:
    def __init__(self, at: Ledger) -> None:
        self.at = at

    def status(self, state: str) -> Json:
        name, category = STATUSES[state]
        return {"name": name, "statusCategory": {"key": category}}

    def show(self, held: Held) -> Json:
        fields = {
            "status": self.status(held.state),
            "resolution": None if held.state == "open" else {"name": "Done"},
            "duedate": held.due,
            "assignee": {"accountId": held.assignee} if held.assignee else None,
        }
        shown = {"id": "1", "key": held.ref, "fields": fields}
        self.at.check(schemas("jira.json"), "issue", shown)
        return shown

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.at.check(schemas("jira.json"), ISSUE, body)
        f = body["fields"]
        text = "\n".join(t["text"] for p in f["description"]["content"] for t in p["content"])
        assignee = (f.get("assignee") or {}).get("accountId")
        due, mark = f.get("duedate"), f["labels"][0]
        held = self.at.add(prefix="OPS-", title=f["summary"], text=text, due=due, assignee=assignee, mark=mark)
        return JSONResponse({"id": "1", "key": held.ref, "self": f"{self.at.url}/rest/api/3/issue/1"}, 201)

    async def search(self, request: Request) -> Response:
        self.at.check(schemas("jira.json"), "GET /rest/api/3/search/jql", dict(request.query_params))
        found = [self.show(i) for i in self.at.issues.values() if f'"{i.mark}"' in request.query_params["jql"]]
        return JSONResponse({"issues": found, "isLast": True})

    async def read(self, request: Request) -> Response:
        held = self.at.issues.get(request.path_params["key"])
        return JSONResponse(self.show(held)) if held else JSONResponse({"errorMessages": ["Issue does not exist"]}, 404)

    async def write(self, request: Request) -> Response:
        held, body = self.at.issues[request.path_params["key"]], await request.json()
        self.at.check(schemas("jira.json"), f"PUT {ONE}", body)
        held.due = body["fields"].get("duedate", held.due)
        if "assignee" in body["fields"]:
            held.assignee = (body["fields"]["assignee"] or {}).get("accountId")
        return Response(status_code=204)

    async def steps(self, _request: Request) -> Response:
        shown = {"transitions": [{"id": i, "name": STATUSES[s][0], "to": self.status(s)} for i, s in STEPS.items()]}
        self.at.check(schemas("jira.json"), "transitions", shown)
        return JSONResponse(shown)

    async def step(self, request: Request) -> Response:
        body = await request.json()
        self.at.check(schemas("jira.json"), f"POST {ONE}/transitions", body)
        self.at.issues[request.path_params["key"]].state = STEPS[body["transition"]["id"]]
        return Response(status_code=204)

    async def users(self, request: Request) -> Response:
        found = self.at.people.get(request.query_params["query"])
        return JSONResponse([{"accountId": found, "accountType": "atlassian", "active": True}] if found else [])

    async def project(self, _request: Request) -> Response:
        return JSONResponse({"key": PROJECT})

    def admitted(self, request: Request) -> bool:
        login = base64.b64encode(f"{USER}:{self.at.token}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {login}"

    def app(self) -> Starlette:
        base = "/rest/api/3"
        return Starlette(
            routes=[
                Route(f"{base}/issue", answered(self.at, self.admitted, self.create), methods=["POST"]),
                Route(f"{base}/search/jql", answered(self.at, self.admitted, self.search)),
                Route(f"{base}/issue/{{key}}", answered(self.at, self.admitted, self.read), methods=["GET"]),
                Route(f"{base}/issue/{{key}}", answered(self.at, self.admitted, self.write), methods=["PUT"]),
                Route(f"{base}/issue/{{key}}/transitions", answered(self.at, self.admitted, self.steps), methods=["GET"]),
                Route(f"{base}/issue/{{key}}/transitions", answered(self.at, self.admitted, self.step), methods=["POST"]),
                Route(f"{base}/user/search", answered(self.at, self.admitted, self.users)),
                Route(f"{base}/project/{PROJECT}", answered(self.at, self.admitted, self.project)),
            ]
        )


def app(at: Ledger) -> Starlette:
    return Server(at).app()


def hook(held: Held, now: float) -> tuple[dict[str, str], bytes]:
    """What is sent when something happened to an issue."""
    body = json.dumps({"webhookEvent": "jira:issue_updated", "timestamp": now, "issue": {"key": held.ref}}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return {"x-hub-signature": f"sha256={signature}"}, body


def set_due(held: Held, due: str) -> None:
    held.due = due


def get_due(held: Held) -> str | None:
    return held.due
