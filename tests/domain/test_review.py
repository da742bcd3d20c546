from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.postmortem import Status
from bot.domain.review import Remark, Review, Stage, Verdict, after_change, asked_again, judged, stage
from tests.reports import POSTMORTEM

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = Review("U2", "U1", NOW)
APPROVED = judged(ASKED, Verdict.APPROVED, "v1", NOW)


@pytest.mark.parametrize(
    ("status", "reviews", "closings", "is_in"),
    [
        (Status.DRAFT, (), 0, Stage.DRAFT),
        (Status.DRAFT, (ASKED,), 0, Stage.IN_REVIEW),
        (Status.PUBLISHED, (APPROVED,), 1, Stage.PUBLISHED),
        (Status.PUBLISHED, (), 2, Stage.AMENDED),
        (Status.ARCHIVED, (), 2, Stage.ARCHIVED),
        (Status.CANCELLED, (ASKED,), 0, Stage.CANCELLED),
    ],
)
def test_a_postmortem_has_a_life(status: Status, reviews: tuple[Review, ...], closings: int, is_in: Stage) -> None:
    assert stage(replace(POSTMORTEM, status=status), reviews, closings) is is_in


def test_what_was_approved_and_did_not_change_stays_approved() -> None:
    assert after_change(APPROVED, "v1") == (APPROVED, False)


def test_after_a_change_nobody_is_asked_again_before_it_has_come_to_rest() -> None:
    changing, again = after_change(APPROVED, "v2")
    assert not again
    changing, again = after_change(changing, "v3")
    assert not again
    _, again = after_change(changing, "v3")
    assert again


def test_a_change_that_is_taken_back_asks_nobody() -> None:
    changing, _ = after_change(APPROVED, "v2")
    assert after_change(changing, "v1") == (APPROVED, False)


@pytest.mark.parametrize("verdict", [Verdict.WAITING, Verdict.CHANGES])
def test_only_who_approved_is_asked_again(verdict: Verdict) -> None:
    assert after_change(replace(APPROVED, verdict=verdict), "v2")[1] is False


def test_who_is_asked_again_has_said_nothing_yet_and_it_is_the_next_time() -> None:
    again = asked_again(APPROVED, "U9", NOW)
    assert (again.verdict, again.said_at, again.of, again.round, again.asked_by) == (Verdict.WAITING, None, "", 2, "U9")


def test_a_remark_is_open_until_somebody_settles_it() -> None:
    remark = Remark("r", "impact", "U2", "How many?", NOW)
    assert remark.open
    assert not replace(remark, settled_by="U1").open
