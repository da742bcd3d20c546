"""Reports as Markdown files of a GitHub repository, each proposed by a pull request.

Source: GitHub's REST API description (https://github.com/github/rest-api-description): git refs, contents, pulls. Every
step looks first at what is there, so that an answer that was lost does nothing twice. Who looks at the pull request sees
what would change, so nothing that people wrote in the file is lost unseen.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error

from bot.domain.published import Trouble
from bot.errors import ServiceFailure
from bot.exports.markdown import markdown_of
from bot.integrations.calling import Caller, Json
from bot.integrations.github import API, auth_of
from bot.integrations.pages import Outside, Page

FOLDER = "postmortems"


class GitHubFiles:
    """The folder `postmortems` of one repository, "owner/name"."""

    key = "github"
    name = "GitHub"

    def __init__(self, project: str, token: str, url: str = "") -> None:
        self._repo, self._owner = f"/repos/{project}", project.partition("/")[0]
        self._caller = Caller(url or API, auth_of(token))

    async def check(self) -> None:
        """Whether the repository can be read."""
        await self._caller.call("GET", self._repo)

    async def find(self, page: Page) -> Outside | None:
        """None: making it finds what is there."""

    async def create(self, page: Page) -> Outside:
        """Propose the file."""
        return await self.write(path_of(page), page, anew=True)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Bring the open pull request up to date, or make the next one. One that was turned down stays that, unless `anew`."""
        branch = branch_of(page)
        pulls = await self._caller.call(
            "GET", f"{self._repo}/pulls", params={"head": f"{self._owner}:{branch}", "state": "all", "per_page": "1"}
        )
        pull: Json = next(iter(pulls), {})
        if pull.get("state") == "closed" and not pull.get("merged_at") and not anew:
            raise ServiceFailure(Trouble.GONE, permanent=True)
        base = str((await self._caller.call("GET", self._repo))["default_branch"])
        is_open = pull.get("state") == "open"
        if not is_open:
            await self._start(branch, base)
        changed = await self._put(ref, branch, page)
        if not is_open and not changed:  # merged as it is
            return Outside(ref, str(pull.get("html_url", "")))
        if not is_open:
            asked = {"title": page.title, "head": branch, "base": base, "body": page.note}
            pull = await self._caller.call("POST", f"{self._repo}/pulls", body=asked)
        return Outside(ref, str(pull["html_url"]))

    async def _start(self, branch: str, base: str) -> None:
        """The branch begins where the repository is now."""
        sha = (await self._caller.call("GET", f"{self._repo}/git/ref/heads/{base}"))["object"]["sha"]
        there = await self._caller.call("GET", f"{self._repo}/git/ref/heads/{branch}", keep={404})
        if "object" in there:
            await self._caller.call("PATCH", f"{self._repo}/git/refs/heads/{branch}", body={"sha": sha, "force": True})
        else:
            await self._caller.call("POST", f"{self._repo}/git/refs", body={"ref": f"refs/heads/{branch}", "sha": sha})

    async def _put(self, path: str, branch: str, page: Page) -> bool:
        """Write the file; whether it says something else than before."""
        text = markdown_of(page.document).encode()
        there: Json = await self._caller.call("GET", f"{self._repo}/contents/{path}", params={"ref": branch}, keep={404})
        if "sha" in there and _text(there) == text:
            return False
        file = {"message": page.title, "content": b64encode(text).decode(), "branch": branch}
        known = {"sha": there["sha"]} if "sha" in there else {}
        await self._caller.call("PUT", f"{self._repo}/contents/{path}", body={**file, **known})
        return True


def path_of(page: Page) -> str:
    """Where the file stands: by its number, as titles change."""
    return f"{FOLDER}/{page.number:04}.md"


def branch_of(page: Page) -> str:
    """The branch on which it is proposed."""
    return f"postmortem-{page.number}"


def _text(there: Json) -> bytes:
    try:
        return b64decode(str(there.get("content") or ""))
    except Error:
        return b""
