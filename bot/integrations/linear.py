"""Issues of a Linear team.

Source: Linear's GraphQL schema (https://github.com/linear/linear, packages/sdk/src/schema.graphql) and
https://linear.app/developers/webhooks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Change, Field, Issue, NewIssue
from bot.domain.trouble import Trouble
from bot.errors import NotAllowed, ServiceFailure
from bot.integrations.calling import LIMIT_WAIT, REFUSED_WAIT, Caller, Json, check_signature
from bot.integrations.markdown_body import markdown_body

API = "https://api.linear.app"
STALE = timedelta(minutes=1)
QUERIES = Path(__file__).with_name("linear.graphql")
# Which of a team's states an item's state becomes, the best first.
TYPES = {
    ItemState.OPEN: ("unstarted", "backlog", "triage", "started"),
    ItemState.DONE: ("completed",),
    ItemState.DROPPED: ("canceled", "completed"),
}
STATES = {"completed": ItemState.DONE, "canceled": ItemState.DROPPED, "duplicate": ItemState.DROPPED}
# What `extensions.code` says of a query that was not answered.
FAILURES = {
    "AUTHENTICATION_ERROR": ServiceFailure(Trouble.REFUSED, wait=REFUSED_WAIT),
    "FORBIDDEN": ServiceFailure(Trouble.REFUSED, wait=REFUSED_WAIT),
    "RATELIMITED": ServiceFailure("limit", wait=LIMIT_WAIT),
    "ENTITY_NOT_FOUND": ServiceFailure(Trouble.GONE, permanent=True),
    "INPUT_ERROR": ServiceFailure(Trouble.NOT_TAKEN, permanent=True),
}


class Linear:
    """The issues of one team, by its key ("ENG")."""

    name = "Linear"
    drops = True
    settles = timedelta()

    def __init__(self, project: str, token: str, secret: str, url: str = "") -> None:
        self._team, self._secret = project.upper(), secret
        # A personal key stands by itself, a token of an OAuth app does not.
        bearer = token if token.startswith("lin_api_") else f"Bearer {token}"
        self._caller = Caller(url or API, {"authorization": bearer})

    def ref_of(self, words: str) -> str | None:
        """`ENG-12`, or the address of an issue of this team."""
        key = rf"({re.escape(self._team)}-\d{{1,9}})"
        found = re.fullmatch(rf"(?:https?://[^/]+/[^/]+/issue/)?{key}(?:[/#?].*)?", words, re.I)
        return found[1].upper() if found else None

    def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
        """The identifier of the issue that a signed webhook speaks of."""
        check_signature(headers.get("linear-signature", ""), self._secret, body)
        told = json.loads(body)
        if abs(now.timestamp() - float(told.get("webhookTimestamp", 0)) / 1000) > STALE.total_seconds():
            raise NotAllowed("web.not_ours")
        return self.ref_of(str(told["data"]["identifier"])) if told.get("type") == "Issue" else None

    async def check(self) -> None:
        """Whether the team can be read."""
        await self._home()

    async def account(self, words: str) -> str | None:
        """The id of the one person who has that e-mail address or display name."""
        found = (await self._ask("Account", {"is": {"eqIgnoreCase": words.removeprefix("@")}}))["users"]["nodes"]
        return str(found[0]["id"]) if len(found) == 1 else None

    async def find(self, mark: str, since: datetime) -> Issue | None:
        """The issue with that mark, which is its id."""
        try:
            return await self.read(mark)
        except ServiceFailure as failure:
            if failure.error == Trouble.GONE:
                return None
            raise

    async def create(self, new: NewIssue) -> Issue:
        """Make an issue."""
        team, _ = await self._home()
        fields: dict[str, Json] = {"id": new.mark, "teamId": team, "title": new.title}
        fields |= {"description": markdown_body(new.text, new.mark), "assigneeId": new.assignee}
        fields |= {"dueDate": new.due.isoformat() if new.due else None}
        return _made((await self._ask("Create", {"input": fields}))["issueCreate"])

    async def read(self, ref: str) -> Issue:
        """An issue as it is now."""
        return _issue((await self._ask("Read", {"id": ref}))["issue"])

    async def write(self, ref: str, change: Change) -> Issue:
        """Change an issue."""
        fields: dict[str, Json] = {}
        if Field.DUE in change.fields:
            fields["dueDate"] = change.due.isoformat() if change.due else None
        if Field.OWNER in change.fields:
            fields["assigneeId"] = change.assignee
        if Field.STATE in change.fields and change.state is not None:
            _, states = await self._home()
            fields["stateId"] = _state(states, change.state)
        return _made((await self._ask("Write", {"id": ref, "input": fields}))["issueUpdate"])

    async def _home(self) -> tuple[str, Json]:
        """The team's id and its states."""
        found = (await self._ask("Home", {"key": self._team}))["teams"]["nodes"]
        if not found:
            raise ServiceFailure(Trouble.GONE, permanent=True)
        return str(found[0]["id"]), found[0]["states"]["nodes"]

    async def _ask(self, operation: str, variables: Json) -> Json:
        body = {"query": _queries(), "operationName": operation, "variables": variables}
        answer = await self._caller.call("POST", "/graphql", body=body, keep=(400,))
        errors = answer.get("errors") or []
        if errors:
            code = str((errors[0].get("extensions") or {}).get("code", ""))
            known = FAILURES.get(code) or ServiceFailure(code or "graphql_error")
            raise ServiceFailure(known.error, known.permanent, known.wait)
        return answer["data"]


@cache
def _queries() -> str:
    return QUERIES.read_text("utf-8")


def _made(payload: Json) -> Issue:
    if not payload["success"] or not payload["issue"]:
        raise ServiceFailure(Trouble.NOT_TAKEN, permanent=True)
    return _issue(payload["issue"])


def _issue(told: Json) -> Issue:
    state = STATES.get(told["state"]["type"], ItemState.OPEN)
    due = date.fromisoformat(told["dueDate"]) if told.get("dueDate") else None
    assignee = str(told["assignee"]["id"]) if told.get("assignee") else None
    return Issue(str(told["identifier"]), str(told["url"]), state, due, assignee)


def _state(states: Json, wanted: ItemState) -> str:
    """The first of the team's states that means this."""
    for kind in TYPES[wanted]:
        found = sorted((s for s in states if s["type"] == kind), key=lambda s: float(s["position"]))
        if found:
            return str(found[0]["id"])
    raise ServiceFailure(Trouble.NO_STEP, permanent=True)
