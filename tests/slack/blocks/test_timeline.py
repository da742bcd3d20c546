import pytest

from bot.prompts import load_prompts
from bot.slack.blocks.timeline import milestones, questions_about
from tests.reports import a_report

SAY = load_prompts()


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
    assert asked in questions_about([code], SAY)[0]


def test_what_fits_asks_nothing() -> None:
    assert questions_about([], SAY) == []


def test_milestones_that_nobody_named_are_named_as_missing() -> None:
    line = milestones(a_report(), SAY)
    assert "lasted 1 d 6 h" in line
    assert SAY.say("timeline.milestone_missing", name=SAY.say("milestones.detected")) in line
