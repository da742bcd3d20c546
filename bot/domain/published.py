"""A report that is kept in a place outside: which document it is there, and why it is not brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why what changes here does not arrive there."""

    REFUSED = "refused"  # we are not let in
    GONE = "gone"  # somebody took the document away, or turned the proposal down
    EDITED = "edited"  # somebody wrote in it
    NOT_TAKEN = "not_taken"  # the place will not have it as it is


# What people did there stays, until somebody here asks for it to be written anew.
THEIRS = frozenset({Trouble.GONE, Trouble.EDITED})


@dataclass(frozen=True, slots=True)
class Published:
    """`ref` is what the document is called in the place, empty before there is one; `url` is for people; `digest` stands for
    what it said when it was last written."""

    place: str
    ref: str = ""
    url: str = ""
    digest: str = ""
    trouble: str = ""
