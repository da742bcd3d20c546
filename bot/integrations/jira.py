"""Issues of a Jira Cloud project.

Source: https://developer.atlassian.com/cloud/jira/platform/rest/v3/ and its page on webhooks. Jira's issues go from one
status to another by the steps of a workflow; what a status means is told by its category.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.domain.action_item import ItemState
from bot.domain.plain_text import calm
from bot.domain.tracked_issue import Change, Field, Issue, NewIssue
from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.calling import Caller, Json, check_signature

# Statuses, resolutions and steps that say: this will not be done.
DROPPED = re.compile(r"won'?t|cancel|declin|reject|duplicate|obsolete|abandon|not (?:do|needed|planned)|cannot reproduce", re.I)
READ = {"fields": "status,resolution,duedate,assignee"}


class Jira:
    """The issues of one project, by its key ("OPS"); `user` is the e-mail address that the token belongs to."""

    name = "Jira"
    drops = True
    # Jira finds a new issue only after a while.
    settles = timedelta(seconds=30)

    def __init__(self, project: str, token: str, secret: str, url: str, user: str = "", issue_type: str = "Task") -> None:
        self._project, self._secret, self._type, self._url = project.upper(), secret, issue_type, url.rstrip("/")
        login = base64.b64encode(f"{user}:{token}".encode()).decode()
        self._caller = Caller(f"{self._url}/rest/api/3", {"authorization": f"Basic {login}", "accept": "application/json"})

    def ref_of(self, words: str) -> str | None:
        """`OPS-12`, or the address of an issue of this project."""
        found = re.fullmatch(rf"(?:https?://[^/]+/browse/)?({re.escape(self._project)}-\d{{1,9}})(?:[#?].*)?", words, re.I)
        return found[1].upper() if found else None

    def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
        """The key of the issue that a signed webhook speaks of."""
        check_signature(headers.get("x-hub-signature", ""), self._secret, body, "sha256=")
        told = json.loads(body)
        spoken_of = str(told.get("webhookEvent", "")).startswith("jira:issue_")
        return self.ref_of(str(told["issue"]["key"])) if spoken_of else None

    async def check(self) -> None:
        """Whether the project can be read."""
        await self._caller.call("GET", f"/project/{self._project}")

    async def account(self, words: str) -> str | None:
        """The id of the one person whom a search by name or e-mail address finds."""
        found = await self._caller.call("GET", "/user/search", params={"query": words.removeprefix("@"), "maxResults": "10"})
        people = [p for p in found if p.get("active") and p.get("accountType") == "atlassian"]
        return str(people[0]["accountId"]) if len(people) == 1 else None

    async def find(self, mark: str, since: datetime) -> Issue | None:
        """The issue whose label is that mark."""
        jql = f'project = "{self._project}" AND labels = "{_label(mark)}"'
        told = await self._caller.call("GET", "/search/jql", params={"jql": jql, "maxResults": "1", **READ})
        return self._issue(told["issues"][0]) if told["issues"] else None

    async def create(self, new: NewIssue) -> Issue:
        """Make an issue."""
        fields: dict[str, Json] = {
            "project": {"key": self._project},
            "issuetype": {"name": self._type},
            "summary": new.title,
            "description": _document(new.text),
            "labels": [_label(new.mark)],
        }
        fields |= {"duedate": new.due.isoformat()} if new.due else {}
        fields |= {"assignee": {"accountId": new.assignee}} if new.assignee else {}
        return await self.read((await self._caller.call("POST", "/issue", body={"fields": fields}))["key"])

    async def read(self, ref: str) -> Issue:
        """An issue as it is now."""
        return self._issue(await self._caller.call("GET", f"/issue/{ref}", params=READ))

    async def write(self, ref: str, change: Change) -> Issue:
        """Change an issue; ServiceFailure("no_step") where no step of its workflow leads to the wanted state."""
        fields: dict[str, Json] = {}
        if Field.DUE in change.fields:
            fields["duedate"] = change.due.isoformat() if change.due else None
        if Field.OWNER in change.fields:
            fields["assignee"] = {"accountId": change.assignee} if change.assignee else None
        if fields:
            await self._caller.call("PUT", f"/issue/{ref}", body={"fields": fields})
        if Field.STATE in change.fields and change.state is not None:
            steps = (await self._caller.call("GET", f"/issue/{ref}/transitions"))["transitions"]
            body = {"transition": {"id": _step(steps, change.state)}}
            await self._caller.call("POST", f"/issue/{ref}/transitions", body=body)
        return await self.read(ref)

    def _issue(self, told: Json) -> Issue:
        fields, key = told["fields"], str(told["key"])
        due = date.fromisoformat(fields["duedate"]) if fields.get("duedate") else None
        assignee = str(fields["assignee"]["accountId"]) if fields.get("assignee") else None
        return Issue(key, f"{self._url}/browse/{key}", _state(fields), due, assignee)


def _state(fields: Json) -> ItemState:
    status, resolution = fields["status"], fields.get("resolution") or {}
    if status["statusCategory"]["key"] != "done":
        return ItemState.OPEN
    dropped = DROPPED.search(f"{status['name']} {resolution.get('name', '')}")
    return ItemState.DROPPED if dropped else ItemState.DONE


def _step(steps: Json, state: ItemState) -> str:
    """The step to a status that means the wanted state; the plainest one where there are several."""

    def fits(step: Json) -> tuple[bool, bool]:
        closed = step["to"]["statusCategory"]["key"] == "done"
        dropped = bool(DROPPED.search(f"{step['name']} {step['to']['name']}"))
        return closed == (state is not ItemState.OPEN), dropped == (state is ItemState.DROPPED)

    for step in sorted(steps, key=fits, reverse=True):
        if fits(step)[0]:
            return str(step["id"])
    raise ServiceFailure(Trouble.NO_STEP, permanent=True)


def _label(mark: str) -> str:
    return f"postmortem-bot-{mark}"


def _document(text: str) -> Json:
    """Plain text as a document of Jira's, one paragraph a line; nothing in it is markup."""
    lines = [line for line in calm(text).splitlines() if line.strip()]
    paragraphs = [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines]
    return {"type": "doc", "version": 1, "content": paragraphs}
