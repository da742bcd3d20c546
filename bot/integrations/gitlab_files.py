"""Reports as Markdown files of a GitLab project, each proposed by a merge request.

Source: https://docs.gitlab.com/api/commits/, https://docs.gitlab.com/api/repository_files/ and
https://docs.gitlab.com/api/merge_requests/.
"""

from __future__ import annotations

from urllib.parse import quote

from bot.integrations.calling import Caller, Json
from bot.integrations.gitlab import SITE
from bot.integrations.pages import Page
from bot.integrations.proposing import Proposal, Proposing, State, same

STATES = {"opened": State.OPEN, "locked": State.OPEN, "merged": State.TAKEN, "closed": State.TURNED_DOWN}


class GitLabFiles(Proposing):
    """The files of one project, "group/name"."""

    key = "gitlab"
    name = "GitLab"

    def __init__(self, project: str, token: str, url: str = "") -> None:
        self._project = f"/projects/{quote(project, safe='')}"
        self._caller = Caller(f"{(url or SITE).rstrip('/')}/api/v4", {"private-token": token})

    async def check(self) -> bool:
        """Whether the project can be read."""
        await self.base()
        return True

    async def newest(self, branch: str) -> Proposal:
        """The newest merge request of that branch."""
        asked = {"source_branch": branch, "per_page": "1"}
        found = await self._caller.call("GET", f"{self._project}/merge_requests", params=asked)
        return Proposal(STATES[found[0]["state"]], str(found[0]["web_url"])) if found else Proposal()

    async def base(self) -> str:
        """The project's default branch."""
        return str((await self._caller.call("GET", self._project))["default_branch"])

    async def begin(self, branch: str, base: str) -> None:
        """Nothing yet: the first commit begins the branch."""

    async def put(self, path: str, text: str, title: str, branch: str, begins_at: str) -> bool:
        """One commit with the file, which also begins the branch."""
        file = f"{self._project}/repository/files/{quote(path, safe='')}"
        there: Json = await self._caller.call("GET", file, params={"ref": begins_at or branch}, keep={404})
        if "content" in there and same(there["content"], text):
            return False
        action = {"action": "update" if "content" in there else "create", "file_path": path, "content": text}
        start = {"start_branch": begins_at, "force": True} if begins_at else {}
        commit = {"branch": branch, "commit_message": title, "actions": [action], **start}
        await self._caller.call("POST", f"{self._project}/repository/commits", body=commit)
        return True

    async def propose(self, branch: str, base: str, page: Page) -> str:
        """Open a merge request."""
        new = {"source_branch": branch, "target_branch": base, "title": page.title, "description": page.note}
        return str((await self._caller.call("POST", f"{self._project}/merge_requests", body=new))["web_url"])
