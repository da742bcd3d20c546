"""Reports as pages of a Confluence space.

Source: Confluence Cloud's REST API v2 (https://developer.atlassian.com/cloud/confluence/rest/v2/). What a version says in
its message tells whether we wrote it; the first one bears none, and is ours where the page is.
"""

from __future__ import annotations

from base64 import b64encode

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.exports.storage_format import marked, storage_of
from bot.integrations.calling import Caller, Json
from bot.integrations.pages import Outside, Page

OURS = "Postmortem Bot"
CONFLICT = 409


class Confluence:
    """A space by its key; "KEY/123" is the page below which reports stand."""

    key = "confluence"
    name = "Confluence"

    def __init__(self, space: str, token: str, url: str, user: str) -> None:
        self._space, _, self._parent = space.partition("/")
        self._wiki = f"{url.rstrip('/').removesuffix('/wiki')}/wiki"
        login = b64encode(f"{user}:{token}".encode()).decode()
        self._caller = Caller(f"{self._wiki}/api/v2", {"authorization": f"Basic {login}", "accept": "application/json"})

    async def check(self) -> bool:
        """Whether the space is there for us."""
        await self._space_id()
        return True

    async def find(self, page: Page) -> Outside | None:
        """The page of that title which bears our mark; one that people made of the same title is none of ours."""
        asked = {"space-id": await self._space_id(), "title": page.title, "status": "current", "body-format": "storage"}
        found = (await self._caller.call("GET", "/pages", params=asked))["results"]
        ours = next((p for p in found if _marked(p, page.mark)), None)
        return self._outside(ours) if ours else None

    async def create(self, page: Page) -> Outside:
        """Make the page."""
        parent = {"parentId": self._parent} if self._parent else {}
        new = {"spaceId": await self._space_id(), "status": "current", **self._content(page), **parent}
        return self._outside(await self._caller.call("POST", "/pages", body=new))

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Write the page's next version; what people wrote in it stays, unless `anew`."""
        there = await self._caller.call("GET", f"/pages/{ref}")
        if there["status"] != "current":
            raise ServiceFailure(Trouble.GONE, permanent=True)
        version = there["version"]
        if version["number"] > 1 and version.get("message") != OURS and not anew:
            raise ServiceFailure(Trouble.EDITED, permanent=True)
        fresh = {"id": ref, "status": "current", **self._content(page)}
        number = {"version": {"number": version["number"] + 1, "message": OURS}}
        told = await self._caller.call("PUT", f"/pages/{ref}", body={**fresh, **number}, keep={CONFLICT})
        if "id" not in told:
            raise ServiceFailure("overtaken")  # somebody wrote at the same moment: look again
        return self._outside(told)

    @staticmethod
    def _content(page: Page) -> dict[str, Json]:
        return {"title": page.title, "body": {"representation": "storage", "value": storage_of(page.document, page.mark)}}

    async def _space_id(self) -> str:
        found = (await self._caller.call("GET", "/spaces", params={"keys": self._space}))["results"]
        if not found:
            raise ServiceFailure(Trouble.NOT_TAKEN, permanent=True)
        return str(found[0]["id"])

    def _outside(self, told: Json) -> Outside:
        return Outside(str(told["id"]), f"{self._wiki}{told['_links']['webui']}")


def _marked(told: Json, mark: str) -> bool:
    """Confluence writes its macros in its own way, so only what names us is looked for."""
    named = marked(mark).partition('ac:name="">')[2].partition("<")[0]
    return named in str(((told.get("body") or {}).get("storage") or {}).get("value") or "")
