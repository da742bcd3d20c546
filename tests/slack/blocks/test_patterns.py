"""What is shown of what recurs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given

from bot.domain.action_item import ActionItem
from bot.domain.item_list import Listed
from bot.domain.patterns import Case, Pattern
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks.patterns import patterns
from bot.usecases.patterns import MOST, Patterns
from tests.hostile import HOSTILE

SAY = load_prompts()
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_each_pattern_says_where_of_how_many_and_how_sure() -> None:
    cases = tuple(Case(n, f"No {n}") for n in (9, 7, 4, 2))
    shown = str(patterns(Patterns(12, 5, (Pattern("capacity", cases), Pattern("given_up", cases[:2])), (), ()), SAY))
    assert "Something was at its limit: in 4 of 12 (9 No 9 · 7 No 7 · 4 No 4 · and 1 more)" in shown
    assert "given up: in 2 of 12, which may be chance" in shown
    assert "5 of 12 have contributing factors" in shown


def test_where_nothing_recurs_it_says_how_something_will() -> None:
    assert "Nothing yet" in str(patterns(Patterns(0, 0, (), (), ()), SAY))


@given(text=HOSTILE)
def test_slack_takes_it_whatever_they_are_called(text: str) -> None:
    cases = tuple(Case(n, text * 30) for n in range(9))
    item = Listed(ActionItem("i", 1, "P1", text or "x", "U1", NOW, due=date(2026, 11, 1)), 1, text)
    many = tuple(Pattern(f"{text}{n}", cases) for n in range(MOST))
    assert not block_faults(patterns(Patterns(99, 9, many, many, (item,) * MOST), SAY))
