"""Reports as pages below a Notion page.

Source: https://developers.notion.com/reference. A page's content is changed by taking its blocks away and adding others,
at most 100 at a time; who edited it last is told with the page.
"""

from __future__ import annotations

import re

from bot.domain.trouble import Trouble
from bot.errors import ConfigError, ServiceFailure
from bot.exports.notion_blocks import notion_blocks
from bot.integrations.calling import Caller, Json
from bot.integrations.pages import Outside, Page

API, VERSION, AT_ONCE, PAGES = "https://api.notion.com", "2022-06-28", 100, 50
ID = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?:\?.*)?$", re.IGNORECASE)


class Notion:
    """The page below which reports stand, by its id or address."""

    key = "notion"
    name = "Notion"

    def __init__(self, parent: str, token: str, url: str = "") -> None:
        found = ID.search(parent)
        if found is None:
            raise ConfigError(
                "PUBLISH_PLACE has to be the id or the address of the Notion page below which reports are to stand."
            )
        self._parent = "-".join(found.groups()).lower()
        self._caller = Caller(f"{(url or API).rstrip('/')}/v1", {"authorization": f"Bearer {token}", "notion-version": VERSION})

    async def check(self) -> bool:
        """Whether the page is shared with us."""
        await self._caller.call("GET", f"/pages/{self._parent}")
        return True

    async def find(self, page: Page) -> Outside | None:
        """The page of that title that we made."""
        us = await self._us()
        for block in await self._below(self._parent):
            if block["type"] == "child_page" and block["child_page"]["title"] == page.title and block["created_by"]["id"] == us:
                return self._outside(await self._caller.call("GET", f"/pages/{block['id']}"))
        return None

    async def create(self, page: Page) -> Outside:
        """Make the page."""
        new = {"parent": {"page_id": self._parent}, "properties": _title(page)}
        made = await self._caller.call("POST", "/pages", body=new)
        await self._add(made["id"], page)
        return self._outside(made)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Put the report in place of what the page holds; what people wrote in it stays, unless `anew`."""
        there = await self._caller.call("GET", f"/pages/{ref}")
        if there.get("archived") or there.get("in_trash"):
            raise ServiceFailure(Trouble.GONE, permanent=True)
        if not anew and there["last_edited_by"]["id"] != await self._us():
            raise ServiceFailure(Trouble.EDITED, permanent=True)
        for block in await self._below(ref):
            await self._caller.call("DELETE", f"/blocks/{block['id']}")
        await self._add(ref, page)
        return self._outside(await self._caller.call("PATCH", f"/pages/{ref}", body={"properties": _title(page)}))

    async def _add(self, ref: str, page: Page) -> None:
        blocks = notion_blocks(page.document)
        for start in range(0, len(blocks), AT_ONCE):
            await self._caller.call("PATCH", f"/blocks/{ref}/children", body={"children": blocks[start : start + AT_ONCE]})

    async def _below(self, ref: str) -> list[Json]:
        found: list[Json] = []
        asked = {"page_size": str(AT_ONCE)}
        for _ in range(PAGES):
            told = await self._caller.call("GET", f"/blocks/{ref}/children", params=asked)
            found += told["results"]
            if not told.get("has_more"):
                break
            asked = {"page_size": str(AT_ONCE), "start_cursor": told["next_cursor"]}
        return found

    async def _us(self) -> str:
        return str((await self._caller.call("GET", "/users/me"))["id"])

    @staticmethod
    def _outside(told: Json) -> Outside:
        return Outside(str(told["id"]), str(told["url"]))


def _title(page: Page) -> Json:
    return {"title": {"title": [{"type": "text", "text": {"content": page.title[:2000]}}]}}
