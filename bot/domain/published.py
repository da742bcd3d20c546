"""A report that is kept in a place outside: which document it is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """`ref` is what the document is called in the place, empty before there is one; `url` is for people; `digest` stands for
    what it said when it was last written; `trouble` why it is not brought up to date."""

    place: str
    ref: str = ""
    url: str = ""
    digest: str = ""
    trouble: str = ""
