"""A Linear workspace with one team; every query is held to the published schema."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import cache
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.trackers.ledger import DATA, Held, Json, Ledger, answered

NAME, PROJECT, SECRET = "linear", "ENG", "hook-secret"
MINE = ("ada@acme.test", "7c2c1a38-3c0c-4c9d-8a2e-000000000001")
OTHERS = ("zoe@acme.test", "7c2c1a38-3c0c-4c9d-8a2e-000000000002")
TYPES = {"open": "unstarted", "done": "completed", "dropped": "canceled"}


@cache
def schema() -> GraphQLSchema:
    return build_schema((DATA / "trackers" / "linear.graphql").read_text("utf-8"))


def ledger() -> Ledger:
    return Ledger("lin_api_token", dict([MINE, OTHERS]))


class Root:
    """What queries and mutations ask for."""

    def __init__(self, at: Ledger) -> None:
        self._at = at

    def issue(self, _info: Any, id: str) -> Json:
        found = next((i for i in self._at.issues.values() if id in {i.ref, i.mark}), None)
        if found is None:
            raise GraphQLError("Entity not found", extensions={"code": "ENTITY_NOT_FOUND"})
        return show(found)

    def users(self, _info: Any, filter: Json) -> Json:
        names = {one["eqIgnoreCase"] for choice in filter["or"] for one in choice.values()}
        return {"nodes": [{"id": self._at.people[n]} for n in names if n in self._at.people]}

    def teams(self, _info: Any, filter: Json) -> Json:
        states = [{"id": f"state-{s}", "name": s, "type": t, "position": 1.0} for s, t in TYPES.items()]
        team = {"id": "team-1", "key": PROJECT, "name": "Engineering", "states": {"nodes": states}}
        return {"nodes": [team] if filter["key"]["eq"] == PROJECT else []}

    def issueCreate(self, _info: Any, input: Json) -> Json:  # noqa: N802 - as the schema calls it
        if any(i.mark == input["id"] for i in self._at.issues.values()):
            raise GraphQLError("Entity already exists", extensions={"code": "INPUT_ERROR"})
        facts = {"due": input.get("dueDate"), "assignee": input.get("assigneeId"), "mark": input["id"]}
        held = self._at.add(prefix="ENG-", title=input["title"], text=input["description"], **facts)
        return {"success": True, "issue": show(held)}

    def issueUpdate(self, _info: Any, id: str, input: Json) -> Json:  # noqa: N802 - as the schema calls it
        held = self._at.issues[id]
        held.due = input.get("dueDate", held.due)
        held.assignee = input.get("assigneeId", held.assignee)
        held.state = input.get("stateId", f"state-{held.state}").removeprefix("state-")
        return {"success": True, "issue": show(held)}


def show(held: Held) -> Json:
    return {
        "id": held.mark,
        "identifier": held.ref,
        "url": f"https://linear.test/acme/issue/{held.ref}/x",
        "dueDate": held.due,
        "state": {"type": TYPES[held.state]},
        "assignee": {"id": held.assignee} if held.assignee else None,
    }


def app(at: Ledger) -> Starlette:
    async def ask(request: Request) -> Response:
        body = await request.json()
        asked = {"variable_values": body["variables"], "operation_name": body["operationName"]}
        done = graphql_sync(schema(), body["query"], root_value=Root(at), **asked)
        # What the schema refuses has no code of Linear's.
        at.wrong += [e.message for e in done.errors or () if "code" not in (e.extensions or {})]
        return JSONResponse(done.formatted, 200)

    def admitted(request: Request) -> bool:
        return request.headers.get("authorization") == at.token

    return Starlette(routes=[Route("/graphql", answered(at, admitted, ask), methods=["POST"])])


def hook(held: Held, now: float) -> tuple[dict[str, str], bytes]:
    """What is sent when something happened to an issue."""
    told = {"type": "Issue", "action": "update", "data": {"identifier": held.ref}, "webhookTimestamp": int(now * 1000)}
    body = json.dumps(told).encode()
    return {"linear-signature": hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}, body


def set_due(held: Held, due: str) -> None:
    held.due = due


def get_due(held: Held) -> str | None:
    return held.due
