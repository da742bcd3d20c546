"""Reports as Markdown files of a repository, each proposed by a request to take it in: what GitHub and GitLab share.

Every step looks first at what is there, so that an answer that was lost does nothing twice. Whoever looks at the request
sees what would change, so nothing that people wrote in the file is lost unseen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.exports.markdown import markdown_of
from bot.integrations.pages import Outside, Page

FOLDER = "postmortems"


class State(StrEnum):
    """What became of a proposal."""

    NONE = "none"
    OPEN = "open"
    TAKEN = "taken"
    TURNED_DOWN = "turned_down"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The newest one of a report; without an address where there was none yet."""

    state: State = State.NONE
    url: str = ""


class Proposing(ABC):
    """The folder `postmortems` of a repository."""

    async def find(self, page: Page) -> Outside | None:
        """None: making it finds what is there."""
        return None

    async def create(self, page: Page) -> Outside:
        """Propose the file, which stands under its number, as titles change."""
        return await self.write(f"{FOLDER}/{page.number:04}.md", page, anew=True)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Bring the open proposal up to date, or make the next one. One that was turned down stays that, unless `anew`."""
        branch = f"postmortem-{page.number}"
        newest = await self.newest(branch)
        if newest.state is State.TURNED_DOWN and not anew:
            raise ServiceFailure(Trouble.GONE, permanent=True)
        base, begin = await self.base(), newest.state is not State.OPEN
        if begin:
            await self.begin(branch, base)
        text = markdown_of(page.document)
        changed = await self.put(ref, text, page.title, branch, base if begin else "")
        if begin and changed:
            return Outside(ref, await self.propose(branch, base, page))
        return Outside(ref, newest.url)

    @abstractmethod
    async def newest(self, branch: str) -> Proposal:
        """What became of the last proposal of that branch."""

    @abstractmethod
    async def base(self) -> str:
        """The branch that proposals are taken into."""

    @abstractmethod
    async def begin(self, branch: str, base: str) -> None:
        """Have the branch begin where the repository is now."""

    @abstractmethod
    async def put(self, path: str, text: str, title: str, branch: str, begins_at: str) -> bool:
        """Write the file; whether it says something else than before. `begins_at`: the branch that this one begins at now,
        empty where it goes on."""

    @abstractmethod
    async def propose(self, branch: str, base: str, page: Page) -> str:
        """Ask for the branch to be taken in; the address of the request."""


def same(content: object, text: str) -> bool:
    """Whether a file as the service tells it (base64) holds that text."""
    try:
        return b64decode(str(content or "")) == text.encode()
    except Error:
        return False
