"""Reports as Markdown files of a GitLab project, each proposed by a merge request.

Source: https://docs.gitlab.com/api/commits/, https://docs.gitlab.com/api/repository_files/ and
https://docs.gitlab.com/api/merge_requests/. Every step looks first at what is there, so that an answer that was lost does
nothing twice.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from urllib.parse import quote

from bot.domain.published import Trouble
from bot.errors import ServiceFailure
from bot.exports.markdown import markdown_of
from bot.integrations.calling import Caller, Json
from bot.integrations.github_files import branch_of, path_of
from bot.integrations.gitlab import SITE
from bot.integrations.pages import Outside, Page


class GitLabFiles:
    """The folder `postmortems` of one project, "group/name"."""

    key = "gitlab"
    name = "GitLab"

    def __init__(self, project: str, token: str, url: str = "") -> None:
        self._project = f"/projects/{quote(project, safe='')}"
        self._caller = Caller(f"{(url or SITE).rstrip('/')}/api/v4", {"private-token": token})

    async def check(self) -> None:
        """Whether the project can be read."""
        await self._caller.call("GET", self._project)

    async def find(self, page: Page) -> Outside | None:
        """None: making it finds what is there."""

    async def create(self, page: Page) -> Outside:
        """Propose the file."""
        return await self.write(path_of(page), page, anew=True)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Bring the open merge request up to date, or make the next one. One that was turned down stays that, unless `anew`."""
        asked = {"source_branch": branch_of(page), "per_page": "1"}
        found = await self._caller.call("GET", f"{self._project}/merge_requests", params=asked)
        merge: Json = next(iter(found), {})
        if merge.get("state") == "closed" and not anew:
            raise ServiceFailure(Trouble.GONE, permanent=True)
        base = str((await self._caller.call("GET", self._project))["default_branch"])
        is_open = merge.get("state") == "opened"
        changed = await self._put(ref, branch_of(page), base, page, begin=not is_open)
        if not is_open and not changed:  # merged as it is
            return Outside(ref, str(merge.get("web_url", "")))
        if not is_open:
            new = {"source_branch": branch_of(page), "target_branch": base, "title": page.title, "description": page.note}
            merge = await self._caller.call("POST", f"{self._project}/merge_requests", body=new)
        return Outside(ref, str(merge["web_url"]))

    async def _put(self, path: str, branch: str, base: str, page: Page, *, begin: bool) -> bool:
        """Write the file, on a branch that begins anew where there is no open request; whether it says something else."""
        text = markdown_of(page.document)
        file = f"{self._project}/repository/files/{quote(path, safe='')}"
        there: Json = await self._caller.call("GET", file, params={"ref": base if begin else branch}, keep={404})
        if "content" in there and _text(there) == text.encode():
            return False
        action = {"action": "update" if "content" in there else "create", "file_path": path, "content": text}
        commit = {"branch": branch, "commit_message": page.title, "actions": [action]}
        start = {"start_branch": base, "force": True} if begin else {}
        await self._caller.call("POST", f"{self._project}/repository/commits", body={**commit, **start})
        return True


def _text(there: Json) -> bytes:
    try:
        return b64decode(str(there["content"]))
    except Error:
        return b""
