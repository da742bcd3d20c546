from datetime import UTC, datetime

import pytest

from bot.domain.postmortem import Postmortem
from bot.domain.report import Report
from bot.prompts import load_prompts
from bot.slack.blocks.timeline import review

NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)


def shown(*questions: str) -> str:
    one = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
    report = Report(one, (), None, (), (), (), (), (), (), {}, questions)
    return repr(review(report, 0, load_prompts()))


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("resolved:detected", "Resolved seems to be before Detected"),
        ("day:started", "is “Started” on the right day?"),
        ("zone:started", "is the time of “Started” in the right time zone?"),
        ("far:mitigated", "“Mitigated” lies far from the other moments"),
    ],
)
def test_what_looks_wrong_about_the_milestones_is_asked(code: str, asked: str) -> None:
    assert asked in shown(code)


def test_what_fits_asks_nothing() -> None:
    assert "Please check" not in shown()
