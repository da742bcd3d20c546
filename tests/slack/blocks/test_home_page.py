"""Somebody's home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.domain.item_figures import Fate, figures
from bot.domain.item_list import Standing
from bot.playground.block_check import view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.home_page import FEW, MOST, home
from bot.usecases.item_lists import Told
from bot.usecases.waiting import Waiting
from tests.hostile import HOSTILE
from tests.reports import ITEM, POSTMORTEM

SAY = load_prompts()
TODAY = date(2026, 11, 24)
NONE = figures((), TODAY)
NOTHING = Waiting((), (), (), (), (), Told(NONE, {}, {}))


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


def test_what_does_not_fit_is_counted() -> None:
    shown = str(home(replace(NOTHING, offered=(ITEM,) * (FEW + 2), mine=(ITEM,) * (MOST + 3)), {}, TODAY, SAY))
    assert "and 5 more" in shown


@given(HOSTILE)
def test_however_much_there_is_slack_takes_the_page(text: str) -> None:
    item, one = replace(ITEM, text=text or "x"), replace(POSTMORTEM, title=text or "x")
    many = figures([Fate(Standing.OPEN, TODAY)], TODAY)
    fare = Told(many, {f"{text}{n}": many for n in range(30)}, {f"{text}{n}": many for n in range(30)})
    waits = replace(
        NOTHING, fare=fare, reviews=(one,) * 30, questions=(one,) * 30, offered=(item,) * 30, mine=(item,) * 30, led=(one,) * 30
    )
    assert not view_faults(home(waits, {"U2": text}, TODAY, SAY))


def test_how_items_fare_is_told_of_all_and_of_each_service() -> None:
    told = figures([Fate(Standing.OPEN, TODAY), Fate(Standing.WORKED, TODAY)], TODAY)
    shown = str(home(replace(NOTHING, fare=Told(told, {"checkout": told}, {})), {}, TODAY, SAY))
    assert "2 promised · 1 done · 1 shown to work · open for 0 days" in shown
    assert "not needed" not in shown
    assert "*checkout*: 2 promised" in shown
