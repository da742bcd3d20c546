"""A report on its way to a place where teams keep documents, and what such a place can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.exports.document import Document


@dataclass(frozen=True, slots=True)
class Page:
    """A report to be written. `mark` is the same for every version of it, and nobody else's; `data` is the report as
    `report --json` gives it."""

    mark: str
    number: int
    title: str
    document: Document
    data: Mapping[str, Any]
    note: str  # one sentence that says where it comes from


@dataclass(frozen=True, slots=True)
class Outside:
    """The document there: `ref` is what the place calls it, `url` is for people."""

    ref: str
    url: str


class Place(Protocol):
    """A place where documents are kept. All calls raise ServiceFailure, whose error is a `domain.trouble.Trouble` where
    somebody can do something about it."""

    @property
    def key(self) -> str:
        """As the settings call it."""

    @property
    def name(self) -> str:
        """As people call it: "Confluence"."""

    async def check(self) -> bool:
        """Ask whether it lets us in; False where it cannot be asked without writing."""

    async def find(self, page: Page) -> Outside | None:
        """The document that an attempt made whose answer was lost; None where there is none that is ours."""

    async def create(self, page: Page) -> Outside:
        """Make the document."""

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Write the document as the report is now. `anew`: over what people wrote in it."""
