"""Slack takes the forms of editing whatever people wrote."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from bot.domain.edition import Edition
from bot.domain.interview import Section
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks import editing
from bot.usecases.editing import Desk
from tests.hostile import HOSTILE
from tests.reports import POSTMORTEM, a_report

SAY = load_prompts()
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECTION = Section("impact", "What it meant for people who wanted to buy", "", ())


def desk(*texts: str) -> Desk:
    return Desk(POSTMORTEM, SECTION, ("an answer",), tuple(Edition("impact", n, t, "U1", NOW) for n, t in enumerate(texts, 1)))


@given(HOSTILE)
def test_every_form_is_taken_by_slack(text: str) -> None:
    laid = desk(text, "second")
    assert view_faults(editing.form(laid, {"U1": text}, SAY, "m")) == []
    assert view_faults(editing.form(laid, {"U1": text}, SAY, "m", mine=text[:3000], note="faster", theirs=text)) == []
    assert view_faults(editing.earlier(laid.editions, {"U1": text}, SAY, "m")) == []


def test_each_section_has_a_button_and_says_who_edited_it() -> None:
    blocks = editing.choice(a_report(), SAY)
    assert block_faults(blocks) == []
    assert "edit_section" in str(blocks)


def test_earlier_versions_are_offered_once_there_are_some() -> None:
    assert "earlier_editions" not in str(editing.form(desk("one"), {}, SAY, "m"))
    assert "earlier_editions" in str(editing.form(desk("one", "two"), {}, SAY, "m"))
    shown = str(editing.earlier(desk("one", "").editions, {}, SAY, "m"))
    assert "the answers speak for themselves" in shown
