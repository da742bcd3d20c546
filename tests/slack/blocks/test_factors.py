"""What is shown of contributing factors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given

from bot.domain.factors import Proposal
from bot.domain.postmortem import Postmortem
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks.factors import standing
from bot.usecases.factors import Standing
from tests.hostile import HOSTILE

SAY = load_prompts()
ALL = SAY.taxonomy.factors
PM = Postmortem("P1", 1, "C1", "Checkout is down", "U1", datetime(2026, 12, 1, tzinfo=UTC), "U1")


@given(text=HOSTILE)
def test_slack_takes_it_whatever_was_said_and_however_many_there_are(text: str) -> None:
    titled = replace(PM, title=text or "x")
    for stands in (
        Standing(titled, ALL, (), ()),
        Standing(titled, (), tuple(Proposal(f, text[:140]) for f in ALL[:5]), ALL[5:]),
        Standing(titled, (), (), ALL),
    ):
        assert not block_faults(standing(stands, SAY))


def test_reports_in_german_call_a_factor_by_its_german_name() -> None:
    assert SAY.factor("capacity") == "Something was at its limit"
    assert SAY.speaking("de").factor("capacity") == "Etwas war an seiner Grenze"
    assert SAY.factor("given_up") == "given up"
