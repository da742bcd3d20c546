"""Reports as Markdown files of a GitHub repository, each proposed by a pull request.

Source: GitHub's REST API description (https://github.com/github/rest-api-description): git refs, contents, pulls.
"""

from __future__ import annotations

from base64 import b64encode

from bot.integrations.calling import Caller, Json
from bot.integrations.github import API, auth_of
from bot.integrations.pages import Page
from bot.integrations.proposing import Proposal, Proposing, State, same


class GitHubFiles(Proposing):
    """The files of one repository, "owner/name"."""

    key = "github"
    name = "GitHub"

    def __init__(self, project: str, token: str, url: str = "") -> None:
        self._repo, self._owner = f"/repos/{project}", project.partition("/")[0]
        self._caller = Caller(url or API, auth_of(token))

    async def check(self) -> bool:
        """Whether the repository can be read."""
        await self.base()
        return True

    async def newest(self, branch: str) -> Proposal:
        """The newest pull request of that branch."""
        asked = {"head": f"{self._owner}:{branch}", "state": "all", "per_page": "1"}
        pulls = await self._caller.call("GET", f"{self._repo}/pulls", params=asked)
        if not pulls:
            return Proposal()
        closed = State.TAKEN if pulls[0].get("merged_at") else State.TURNED_DOWN
        return Proposal(State.OPEN if pulls[0]["state"] == "open" else closed, str(pulls[0]["html_url"]))

    async def base(self) -> str:
        """The repository's default branch."""
        return str((await self._caller.call("GET", self._repo))["default_branch"])

    async def begin(self, branch: str, base: str) -> None:
        """The branch begins where the repository is now."""
        sha = (await self._caller.call("GET", f"{self._repo}/git/ref/heads/{base}"))["object"]["sha"]
        there = await self._caller.call("GET", f"{self._repo}/git/ref/heads/{branch}", keep={404})
        if "object" in there:
            await self._caller.call("PATCH", f"{self._repo}/git/refs/heads/{branch}", body={"sha": sha, "force": True})
        else:
            await self._caller.call("POST", f"{self._repo}/git/refs", body={"ref": f"refs/heads/{branch}", "sha": sha})

    async def put(self, path: str, text: str, title: str, branch: str, begins_at: str) -> bool:
        """One commit with the file."""
        file = f"{self._repo}/contents/{path}"
        there: Json = await self._caller.call("GET", file, params={"ref": branch}, keep={404})
        if "sha" in there and same(there.get("content"), text):
            return False
        known = {"sha": there["sha"]} if "sha" in there else {}
        fresh = {"message": title, "content": b64encode(text.encode()).decode(), "branch": branch}
        await self._caller.call("PUT", file, body={**fresh, **known})
        return True

    async def propose(self, branch: str, base: str, page: Page) -> str:
        """Open a pull request."""
        asked = {"title": page.title, "head": branch, "base": base, "body": page.note}
        return str((await self._caller.call("POST", f"{self._repo}/pulls", body=asked))["html_url"])
