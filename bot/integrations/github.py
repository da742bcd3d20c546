"""Issues of a GitHub repository.

Source: GitHub's REST API description (https://github.com/github/rest-api-description) and its pages on webhooks.
GitHub's issues have no date: it stands in a line of the issue's text, where people can change it too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Change, Field, Issue, NewIssue
from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.calling import Caller, Json, check_signature
from bot.integrations.markdown_body import due_in, hidden, markdown_body, with_due

API = "https://api.github.com"
PAGE, PAGES = 100, 5
# What `state_reason` says of a closed issue; whatever else is there counts as done.
DROPPED = {"not_planned", "duplicate"}
REASONS = {ItemState.OPEN: "reopened", ItemState.DONE: "completed", ItemState.DROPPED: "not_planned"}


def auth_of(token: str) -> dict[str, str]:
    """What lets us in, and the version of the API that we speak."""
    return {"authorization": f"Bearer {token}", "accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}


class GitHub:
    """The issues of one repository, "owner/name"."""

    name = "GitHub"
    drops = True
    settles = timedelta()

    def __init__(self, project: str, token: str, secret: str, url: str = "") -> None:
        self._project, self._secret = project, secret
        self._caller = Caller(url or API, auth_of(token))

    def ref_of(self, words: str) -> str | None:
        """`34`, `#34`, or the address of an issue of this repository."""
        found = re.fullmatch(rf"(?:https?://[^/]+/{re.escape(self._project)}/issues/|#)?(\d{{1,9}})(?:[#?].*)?", words, re.I)
        return found[1] if found else None

    def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
        """The number of the issue that a signed webhook speaks of."""
        check_signature(headers.get("x-hub-signature-256", ""), self._secret, body, "sha256=")
        told = json.loads(body)
        ours = str((told.get("repository") or {}).get("full_name", "")).lower() == self._project.lower()
        return str(told["issue"]["number"]) if ours and headers.get("x-github-event") == "issues" else None

    async def check(self) -> None:
        """Whether the repository can be read."""
        await self._caller.call("GET", f"/repos/{self._project}")

    async def account(self, words: str) -> str | None:
        """The login that somebody means."""
        login = words.removeprefix("@")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,39}(?:\[bot\])?", login):
            return None
        try:
            return str((await self._caller.call("GET", f"/users/{login}"))["login"])
        except ServiceFailure as failure:
            if failure.error == Trouble.GONE:
                return None
            raise

    async def find(self, mark: str, since: datetime) -> Issue | None:
        """The issue whose text has that mark."""
        params = {"state": "all", "since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "per_page": str(PAGE)}
        for page in range(1, PAGES + 1):
            found = await self._caller.call("GET", self._path(), params={**params, "page": str(page)})
            ours = next((i for i in found if hidden(mark) in str(i.get("body") or "")), None)
            if ours is not None or len(found) < PAGE:
                return _issue(ours) if ours else None
        return None

    async def create(self, new: NewIssue) -> Issue:
        """Make an issue."""
        body = with_due(markdown_body(new.text, new.mark), new.due)
        assignees = {"assignees": [new.assignee]} if new.assignee else {}
        return _issue(await self._caller.call("POST", self._path(), body={"title": new.title, "body": body, **assignees}))

    async def read(self, ref: str) -> Issue:
        """An issue as it is now; the first of its assignees counts."""
        return _issue(await self._caller.call("GET", self._path(ref)))

    async def write(self, ref: str, change: Change) -> Issue:
        """Change an issue."""
        fresh: dict[str, Json] = {}
        if {Field.DUE, Field.OWNER} & change.fields:
            now = await self._caller.call("GET", self._path(ref))
            if Field.DUE in change.fields:
                fresh["body"] = with_due(str(now.get("body") or ""), change.due)
            if Field.OWNER in change.fields:
                others = [a["login"] for a in now["assignees"][1:] if a["login"] != change.assignee]
                fresh["assignees"] = [change.assignee, *others] if change.assignee else others
        if Field.STATE in change.fields and change.state is not None:
            state = "open" if change.state is ItemState.OPEN else "closed"
            fresh |= {"state": state, "state_reason": REASONS[change.state]}
        return _issue(await self._caller.call("PATCH", self._path(ref), body=fresh))

    def _path(self, ref: str = "") -> str:
        return f"/repos/{self._project}/issues" + (f"/{ref}" if ref else "")


def _issue(told: Json) -> Issue:
    state = ItemState.OPEN
    if told["state"] == "closed":
        state = ItemState.DROPPED if told.get("state_reason") in DROPPED else ItemState.DONE
    assignees = told.get("assignees") or []
    first = str(assignees[0]["login"]) if assignees else None
    return Issue(str(told["number"]), str(told["html_url"]), state, due_in(str(told.get("body") or "")), first)
