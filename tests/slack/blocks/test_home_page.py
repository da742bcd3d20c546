"""Somebody's home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.domain.item_figures import figures
from bot.playground.block_check import view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.home_page import home
from bot.usecases.waiting import Waiting
from tests.hostile import HOSTILE
from tests.reports import ITEM, POSTMORTEM

SAY = load_prompts()
TODAY = date(2026, 11, 24)
NOTHING = Waiting((), (), (), (), (), figures((), TODAY))


def test_where_nothing_waits_it_says_so() -> None:
    shown = home(NOTHING, {}, TODAY, SAY)
    assert SAY.say("home.nothing") in str(shown)
    assert SAY.say("home.fare") not in str(shown)
    assert not view_faults(shown)


def test_reviews_questions_and_items_to_take_on_come_before_what_is_taken_on() -> None:
    waits = replace(NOTHING, reviews=(POSTMORTEM,), questions=(POSTMORTEM,), offered=(ITEM,), mine=(ITEM,))
    shown = str(home(waits, {"U2": "Sam"}, TODAY, SAY))
    places = [shown.index(words) for words in ("asked you to read", "waits for your answer", "item_accept", "item_done")]
    assert places == sorted(places)


@given(HOSTILE)
def test_however_much_there_is_slack_takes_the_page(text: str) -> None:
    item, one = replace(ITEM, text=text or "x"), replace(POSTMORTEM, title=text or "x")
    waits = replace(NOTHING, reviews=(one,) * 30, questions=(one,) * 30, offered=(item,) * 30, mine=(item,) * 30, led=(one,) * 30)
    assert not view_faults(home(waits, {"U2": text}, TODAY, SAY))
