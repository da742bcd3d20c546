"""A postmortem and the moves its status may make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

TITLE_LIMIT = 150


class Severity(StrEnum):
    """How bad it was, worst first; UNKNOWN until somebody says."""

    SEV1 = "sev1"
    SEV2 = "sev2"
    SEV3 = "sev3"
    SEV4 = "sev4"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Where the postmortem stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Move(StrEnum):
    """What people do to the status."""

    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"
    ARCHIVE = "archive"


LEGAL_MOVES: Mapping[tuple[Status, Move], Status] = {
    (Status.DRAFT, Move.CLOSE): Status.PUBLISHED,
    (Status.DRAFT, Move.CANCEL): Status.CANCELLED,
    (Status.PUBLISHED, Move.REOPEN): Status.DRAFT,
    (Status.PUBLISHED, Move.ARCHIVE): Status.ARCHIVED,
    (Status.ARCHIVED, Move.REOPEN): Status.DRAFT,
    (Status.CANCELLED, Move.REOPEN): Status.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Postmortem:
    """One postmortem. Times are aware UTC; `number` is what people call it, unique in its workspace.

    `since` and `until` bound the messages that belong to it; `until` is None while it is open-ended.
    A `private` one is known only to members of its channel; so is every one in a private channel.
    """

    id: str
    number: int
    channel: str
    title: str
    created_by: str
    created_at: datetime
    lead: str
    severity: Severity = Severity.UNKNOWN
    services: tuple[str, ...] = ()
    private: bool = False
    status: Status = Status.DRAFT
    since: datetime | None = None
    until: datetime | None = None
    began_at: datetime | None = None
    signed_off: tuple[str, datetime] | None = None
    closed_at: datetime | None = None
    version: int = 1
    template: str = ""  # the interview chosen by hand; empty: by the rules
    facilitator: str = ""  # who reads what is said privately; empty: the lead

    @property
    def open(self) -> bool:
        """Whether people still work on it."""
        return self.status is Status.DRAFT

    @property
    def confidant(self) -> str:
        """Who reads what people say privately."""
        return self.facilitator or self.lead


def move(postmortem: Postmortem, what: Move, now: datetime) -> Postmortem | None:
    """The postmortem after a move of its status; None where the move is not legal."""
    to = LEGAL_MOVES.get((postmortem.status, what))
    if to is None:
        return None
    closed = now if to in {Status.PUBLISHED, Status.CANCELLED} else None if to is Status.DRAFT else postmortem.closed_at
    return replace(postmortem, status=to, closed_at=closed, version=postmortem.version + 1)


def duration_text(length: timedelta) -> str:
    """A duration as people say it: '43 s', '12 min', '3 h 5 min', '1 d 6 h'. Negative ones are empty."""
    seconds = int(length.total_seconds())
    if seconds < 0:
        return ""
    if seconds < 60:
        return f"{seconds} s"
    minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86400
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    shown = [f"{n} {unit}" for n, unit in parts if n]
    return " ".join(shown[:2])
