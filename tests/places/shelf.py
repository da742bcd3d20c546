"""What all places for documents of the tests share: documents, who wrote in them last, faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.trackers.ledger import Service, schemas

Json = Any


@dataclass
class Kept:
    """A document. `by_people`: somebody wrote in it after us; `gone`: somebody took it away, or turned it down."""

    ref: str
    title: str
    text: str = ""
    mark: str = ""
    version: int = 1
    by_people: bool = False
    gone: bool = False


@dataclass
class Shelf(Service):
    """The documents of one place."""

    kept: dict[str, Kept] = field(default_factory=dict)

    def add(self, title: str, text: str = "", mark: str = "", prefix: str = "") -> Kept:
        """A new document with the next number."""
        made = Kept(f"{prefix}{len(self.kept) + 1}", title, text, mark)
        self.kept[made.ref] = made
        return made

    def one(self) -> Kept:
        """The only document that is there."""
        (there,) = [k for k in self.kept.values() if not k.gone]
        return there

    def as_published(self, file: str, name: str, value: Json) -> None:
        """Note where something is not as the service describes it."""
        self.check(schemas(file, "places"), name, value)
