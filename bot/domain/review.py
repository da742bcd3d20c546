"""A review of a report: who was asked, what each of them says, and what is to be looked at again after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.postmortem import Postmortem, Status


class Verdict(StrEnum):
    """What a reviewer says; WAITING until they do, and again once what they approved has changed."""

    WAITING = "waiting"
    APPROVED = "approved"
    CHANGES = "changes"


class Stage(StrEnum):
    """Where a postmortem stands in its life, as people speak of it."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    AMENDED = "amended"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer. `of` is the fingerprint of what they approved; `changed_to` that of what it was changed to, as it was
    last seen: while it still changes, nobody is asked again. `round` counts how often they were asked."""

    reviewer: str
    asked_by: str
    asked_at: datetime
    verdict: Verdict = Verdict.WAITING
    said_at: datetime | None = None
    of: str = ""
    changed_to: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer wants to be looked at in a section; open until somebody settles it."""

    id: str
    section: str
    by: str
    text: str
    at: datetime
    settled_by: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return not self.settled_by


def stage(postmortem: Postmortem, reviews: Sequence[Review], closings: int) -> Stage:
    """Where it stands. `closings`: how often it was closed so far."""
    match postmortem.status:
        case Status.DRAFT:
            return Stage.IN_REVIEW if reviews else Stage.DRAFT
        case Status.PUBLISHED:
            return Stage.AMENDED if closings > 1 else Stage.PUBLISHED
        case Status.ARCHIVED:
            return Stage.ARCHIVED
        case Status.CANCELLED:
            return Stage.CANCELLED


def judged(review: Review, verdict: Verdict, of: str, now: datetime) -> Review:
    """The review after its reviewer said something."""
    return replace(review, verdict=verdict, said_at=now, of=of, changed_to="")


def asked_again(review: Review, by: str, now: datetime) -> Review:
    """The review once its reviewer has to look again."""
    fresh = replace(review, asked_by=by, asked_at=now, verdict=Verdict.WAITING, said_at=None, of="", changed_to="")
    return replace(fresh, round=review.round + 1)


def after_change(review: Review, now_is: str) -> tuple[Review, bool]:
    """What a changed report means for who approved it: the review, and whether to ask again now, as the change has come
    to rest since it was last looked at."""
    if review.verdict is not Verdict.APPROVED or now_is == review.of:
        return replace(review, changed_to=""), False
    return replace(review, changed_to=now_is), review.changed_to == now_is
