"""The draft timeline, page by page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.postmortem import Status
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.timeline import PAGE, line_form, milestones, review
from tests.hostile import HOSTILE
from tests.reports import NOW, POSTMORTEM, a_report, entry, numbered

SAY = load_prompts()


def test_the_pages_show_each_line_once_and_lead_to_each_other() -> None:
    report = a_report(lines=numbered(3 * PAGE + 1))
    shown = [str(review(report, page, SAY)) for page in range(4)]
    assert [s.count("hide_line") for s in shown] == [PAGE, PAGE, PAGE, 1]
    assert "review_timeline:0" not in shown[0]
    assert "review_timeline:1" in shown[0]
    assert "review_timeline:2" in shown[3]
    assert "review_timeline:4" not in shown[3]


def test_what_is_accepted_or_closed_cannot_be_accepted_again() -> None:
    assert "accept_timeline" in str(review(a_report(), 0, SAY))
    assert "accept_timeline" not in str(review(a_report(replace(POSTMORTEM, signed_off=("U1", NOW))), 0, SAY))
    closed = str(review(a_report(replace(POSTMORTEM, status=Status.PUBLISHED)), 0, SAY))
    assert "accept_timeline" not in closed
    assert "hide_line" not in closed


def test_an_empty_one_says_so() -> None:
    assert SAY.say("timeline.empty") in str(review(a_report(lines=()), 0, SAY))


def test_milestones_that_nobody_named_are_named_as_missing_and_those_in_the_wrong_order_are_asked_about() -> None:
    line = milestones(a_report(), SAY)
    assert "lasted 1 d 6 h" in line
    assert SAY.say("timeline.milestone_missing", name=SAY.say("milestones.detected")) in line
    assert "etected" in str(review(a_report(questions=["started:detected"]), 0, SAY)[2])


@given(HOSTILE)
@settings(max_examples=60)
def test_slack_takes_it_whatever_people_wrote(text: str) -> None:
    report = a_report(lines=[entry("x" + text)] * 20, name=text)
    assert not block_faults(review(report, 0, SAY))
    assert "<!channel>" not in str(review(report, 0, SAY))
    assert not view_faults(line_form(SAY, "P1|C1", NOW))
