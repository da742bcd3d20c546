"""Why another service that is connected does not do what it is asked, where somebody can do something about it."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """In one word; what to do about it stands in `prompts/messages/`, for issues and for documents."""

    REFUSED = "refused"  # we are not let in
    GONE = "gone"  # it is not there, or somebody took it away
    NOT_TAKEN = "not_taken"  # it understood, and will not have it
    NO_STEP = "no_step"  # an issue's workflow has no step to where the item is
    EDITED = "edited"  # people wrote in a document


# What people did to a document stays, until somebody here asks for it to be written anew.
THEIRS = frozenset({Trouble.GONE, Trouble.EDITED})
