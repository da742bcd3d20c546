"""The text that an editor puts in place of a section's answers. The answers stay behind it, and so does every edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

LIMIT = 3000  # characters: what fits into one field of a form in Slack


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a section. `version` counts from 1; an empty `text` lets the answers speak for themselves again."""

    section: str
    version: int
    text: str
    by: str
    at: datetime


def newest(editions: Iterable[Edition]) -> dict[str, Edition]:
    """The last edition of each section."""
    return {e.section: e for e in sorted(editions, key=lambda e: e.version)}


def without(text: str, gone: str) -> str:
    """A text without words that were taken back, however its lines are broken."""
    words = gone.split()
    if not words:
        return text
    lines = text.split()
    for start in range(len(lines) - len(words), -1, -1):
        if lines[start : start + len(words)] == words:
            return without(" ".join([*lines[:start], *lines[start + len(words) :]]), gone)
    return text
