"""What a review shows, whatever people wrote and however much of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from bot.domain.interview import Section
from bot.domain.review import Remark, Review, Verdict
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks import review as blocks
from tests.hostile import HOSTILE
from tests.reports import POSTMORTEM

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAY = load_prompts()
ASKED = Review("U2", "U1", NOW)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_request_has_buttons_only_while_it_waits(verdict: Verdict) -> None:
    _, shown = blocks.request(POSTMORTEM, replace(ASKED, verdict=verdict), "asks", "Ada", SAY)
    assert ("actions" in {b["type"] for b in shown}) is (verdict is Verdict.WAITING)
    assert not block_faults(shown)


@given(HOSTILE)
@settings(max_examples=40)
def test_slack_takes_it_whatever_people_wrote_and_nobody_is_called(text: str) -> None:
    words = text or "-"
    remark = Remark("r", "impact", "U2", words * 20, NOW)
    names = {"U1": words, "U2": words}
    postmortem = replace(POSTMORTEM, title=words)
    shown = [
        blocks.request(postmortem, ASKED, "changed", words, SAY)[1],
        blocks.remark(remark, postmortem, words, names, SAY)[1],
        blocks.remark(replace(remark, settled_by="U1"), postmortem, words, names, SAY)[1],
        blocks.standing(postmortem, [ASKED] * 40, [remark] * 40, names, SAY),
    ]
    for made in shown:
        assert not block_faults(made)
        assert "<!channel>" not in str([b for b in made if b["type"] == "section"])


def test_the_forms_are_forms() -> None:
    sections = [Section("impact", "Impact", "", ()), Section("summary", "Summary", "", ())]
    for view in (blocks.changes_form(sections, SAY, "P1|C1"), blocks.reviewers_form(SAY, "P1|C1")):
        assert not view_faults(view)
