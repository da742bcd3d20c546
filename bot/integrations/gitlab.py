"""Issues of a GitLab project.

Source: https://docs.gitlab.com/api/issues/ and https://docs.gitlab.com/user/project/integrations/webhooks/. GitLab knows
closed issues only, not why they were closed.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Change, Field, Issue, NewIssue
from bot.errors import NotAllowed
from bot.integrations.calling import Caller, Json, check_secret
from bot.integrations.markdown_body import hidden, markdown_body

SITE = "https://gitlab.com"
# How a signing token begins; anything else is a secret that GitLab sends along as it is.
SIGNING = "whsec_"
STALE = timedelta(minutes=5)


class GitLab:
    """The issues of one project, "group/name"."""

    name = "GitLab"
    drops = False
    settles = timedelta()

    def __init__(self, project: str, token: str, secret: str, url: str = "") -> None:
        self._project, self._secret = project, secret
        self._caller = Caller(f"{(url or SITE).rstrip('/')}/api/v4", {"private-token": token})

    def ref_of(self, words: str) -> str | None:
        """`34`, `#34`, or the address of an issue of this project."""
        address = rf"https?://[^/]+/(?:[^/]+/)*?{re.escape(self._project)}/-/(?:issues|work_items)/"
        found = re.fullmatch(rf"(?:{address}|#)?(\d{{1,9}})(?:[#?].*)?", words, re.I)
        return found[1] if found else None

    def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
        """The number of the issue that a webhook speaks of, if it is signed or has the secret."""
        if self._secret.startswith(SIGNING):
            self._check_signature(headers, body, now)
        else:
            check_secret(headers.get("x-gitlab-token", ""), self._secret)
        told = json.loads(body)
        ours = str((told.get("project") or {}).get("path_with_namespace", "")).lower() == self._project.lower()
        spoken_of = told.get("object_kind") in {"issue", "work_item"}
        return str(told["object_attributes"]["iid"]) if ours and spoken_of else None

    def _check_signature(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        """As in https://www.standardwebhooks.com; raises NotAllowed."""
        at = headers.get("webhook-timestamp", "")
        if not at.isdigit() or abs(now.timestamp() - int(at)) > STALE.total_seconds():
            raise NotAllowed("web.not_ours")
        key = base64.b64decode(self._secret.removeprefix(SIGNING))
        signed = f"{headers.get('webhook-id', '')}.{at}.".encode() + body
        right = "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
        given = headers.get("webhook-signature", "").split()
        check_secret(next((g for g in given if hmac.compare_digest(g.encode(), right.encode())), ""), right)

    async def check(self) -> None:
        """Whether the project can be read."""
        await self._caller.call("GET", f"/projects/{quote(self._project, safe='')}")

    async def account(self, words: str) -> str | None:
        """The id of the user who is called so."""
        found = await self._caller.call("GET", "/users", params={"username": words.removeprefix("@")})
        return str(found[0]["id"]) if len(found) == 1 else None

    async def find(self, mark: str, since: datetime) -> Issue | None:
        """The issue whose text has that mark."""
        params = {"search": mark, "in": "description", "scope": "all", "created_after": (since - STALE).isoformat()}
        found = await self._caller.call("GET", self._path(), params=params)
        return next((_issue(i) for i in found if hidden(mark) in str(i.get("description") or "")), None)

    async def create(self, new: NewIssue) -> Issue:
        """Make an issue."""
        body: dict[str, Json] = {"title": new.title, "description": markdown_body(new.text, new.mark)}
        body |= {"due_date": new.due.isoformat()} if new.due else {}
        body |= {"assignee_ids": [int(new.assignee)]} if new.assignee else {}
        return _issue(await self._caller.call("POST", self._path(), body=body))

    async def read(self, ref: str) -> Issue:
        """An issue as it is now; the first of its assignees counts."""
        return _issue(await self._caller.call("GET", self._path(ref)))

    async def write(self, ref: str, change: Change) -> Issue:
        """Change an issue."""
        fresh: dict[str, Json] = {}
        if Field.DUE in change.fields:
            fresh["due_date"] = change.due.isoformat() if change.due else ""
        if Field.OWNER in change.fields:
            fresh["assignee_ids"] = [int(change.assignee)] if change.assignee else [0]
        if Field.STATE in change.fields:
            fresh["state_event"] = "reopen" if change.state is ItemState.OPEN else "close"
        return _issue(await self._caller.call("PUT", self._path(ref), body=fresh))

    def _path(self, ref: str = "") -> str:
        return f"/projects/{quote(self._project, safe='')}/issues" + (f"/{ref}" if ref else "")


def _issue(told: Json) -> Issue:
    state = ItemState.DONE if told["state"] == "closed" else ItemState.OPEN
    due = date.fromisoformat(told["due_date"]) if told.get("due_date") else None
    assignees = told.get("assignees") or []
    first = str(assignees[0]["id"]) if assignees else None
    return Issue(str(told["iid"]), str(told["web_url"]), state, due, first)
