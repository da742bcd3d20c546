"""Questions as messages: one question each, buttons only while they act."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.participants import Attendance
from bot.domain.postmortem import Postmortem, Status
from bot.domain.report import Links
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks import interview as blocks
from bot.slack.blocks.parts import Block

SAY = load_prompts()
FULL = SAY.guide.templates["full"]
P = Postmortem("P1", 1, "C1", "Checkout", "U1", datetime(2026, 3, 20, tzinfo=UTC), "U1")
TOLD = (
    {"text": "", "ts": "1.000100", "by": "", "milestone": "started", "at": "2026-03-20T14:05:00+00:00"},
    {"text": "40 customers <!channel> could not pay", "ts": "", "by": "U1"},
)


def actions(found: list[Block]) -> list[str]:
    return [e["action_id"] for b in found if b["type"] == "actions" for e in b["elements"]]


@pytest.mark.parametrize("settled", [True, False])
def test_every_question_of_every_template_is_one_message_with_one_question(settled: bool) -> None:
    for template in SAY.guide.templates.values():
        for part in template.sections:
            for question in part.questions:
                found = blocks.question(question, (), blocks.spot("P1", part.id, question.id), SAY, settled=settled)
                assert block_faults(found) == []
                assert found[0]["text"]["text"].count("?") == 1
                assert bool(actions(found)) is not settled


def test_what_is_known_is_shown_with_its_source_and_calls_nobody() -> None:
    told = blocks.told_lines(TOLD, {"U1": "Ada"}, Links("https://x.slack.com"), "C1", SAY)
    assert "https://x.slack.com/archives/C1/p1000100" in told[0]
    assert "<!channel>" not in told[1]
    found = blocks.question(FULL.sections[1].questions[0], told, "w", SAY, settled=False)
    assert actions(found)[:2] == ["known_right", "known_differs"]
    assert block_faults(found) == []
    assert blocks.told_plainly(TOLD, SAY) == "Started 2026-03-20 14:05 UTC\n40 customers <!channel> could not pay"


def test_a_question_to_one_person_calls_them_in_a_thread_and_not_in_their_own_dm() -> None:
    part = FULL.sections[0]
    put = blocks.Put(part.questions[0], "when", "From when to when?", "U1", False, (), P, part)
    assert "<@U1> From when" in str(blocks.personal(put, SAY, settled=False))
    assert "<@U1>" not in str(blocks.personal(replace(put, in_dm=True), SAY, settled=True))
    assert actions(blocks.personal(put, SAY, settled=True)) == []


def test_a_threads_own_buttons_go_with_the_postmortem() -> None:
    part = FULL.sections[0]
    assert actions(blocks.thread(part, P, SAY)) == ["section_form", "interview_by_dm"]
    assert actions(blocks.thread(part, replace(P, status=Status.PUBLISHED), SAY)) == []


def test_thanks_offer_more_only_to_those_who_did_not_choose_it_all() -> None:
    assert "interview_by_dm" in actions(blocks.dm_done(P, Attendance("U1"), SAY)[1])
    assert "interview_by_dm" not in actions(blocks.dm_done(P, Attendance("U1", by_dm=True), SAY)[1])
