"""A repository as both services have it: branches with files, and proposals to take a branch in."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.places.shelf import Kept, Shelf

BASE = "main"


@dataclass
class Repository(Shelf):
    """`branches`: files by their path. A proposal is kept as a document: its `ref` is the number, its `mark` the branch, its
    `text` the file as it is proposed."""

    branches: dict[str, dict[str, str]] = field(default_factory=lambda: {BASE: {}})
    merged: set[str] = field(default_factory=set)

    def begin(self, branch: str) -> None:
        """A branch that begins, again if need be, where the repository is."""
        self.branches[branch] = dict(self.branches[BASE])

    def put(self, branch: str, path: str, text: str) -> None:
        """A commit with one file."""
        self.branches[branch][path] = text
        for kept in self.of(branch):
            if self.state(kept) == "open":
                kept.text = text

    def propose(self, branch: str, title: str) -> Kept:
        """A proposal of what the branch holds."""
        (text,) = [t for p, t in self.branches[branch].items() if self.branches[BASE].get(p) != t]
        return self.add(title, text, branch)

    def of(self, branch: str) -> list[Kept]:
        """The proposals of a branch, the newest first."""
        return [k for k in reversed(self.kept.values()) if k.mark == branch]

    def state(self, kept: Kept) -> str:
        return "merged" if kept.ref in self.merged else "closed" if kept.gone else "open"

    def merge(self, kept: Kept) -> None:
        """Somebody takes it in."""
        self.branches[BASE] = dict(self.branches[kept.mark])
        self.merged.add(kept.ref)
