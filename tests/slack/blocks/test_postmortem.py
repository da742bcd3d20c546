"""The card says where it stands and what comes next; the form asks; the list lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.domain.postmortem import Postmortem, Status
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.postmortem import card, listing, next_step, offer, start_form
from tests.hostile import HOSTILE
from tests.reports import ITEM, NOW, POSTMORTEM, a_report

SAY = load_prompts()
SIGNED = replace(POSTMORTEM, signed_off=("U1", NOW))
OWNERLESS = replace(ITEM, owner=None)


@pytest.mark.parametrize(
    ("postmortem", "said", "items", "words"),
    [
        (POSTMORTEM, (), (), "start the interview"),
        (POSTMORTEM, ("All shops",), (), "accept it"),
        (SIGNED, ("All shops",), (), "at least one action item"),
        (SIGNED, ("All shops",), (OWNERLESS,), "an owner and a date"),
        (SIGNED, ("All shops",), (ITEM,), "close it"),
        (replace(SIGNED, status=Status.PUBLISHED), (), (), "is published"),
        (replace(SIGNED, status=Status.CANCELLED), (), (), "was cancelled"),
    ],
)
def test_the_next_step_is_the_first_thing_that_is_missing(
    postmortem: Postmortem, said: tuple[str, ...], items: tuple[object, ...], words: str
) -> None:
    assert words in next_step(a_report(postmortem, said, items=items), SAY)  # type: ignore[arg-type]


def test_the_card_tells_what_is_there_and_calls_nobody() -> None:
    shown = str(card(a_report(SIGNED), SAY))
    for words in ("Checkout is down", "SEV2", "checkout", "lasted 1 d 6 h", "1 lines", "1 open", "accepted by Ada"):
        assert words in shown
    assert "<@" not in shown


def test_a_closed_one_can_be_read_and_reopened_and_no_more() -> None:
    shown = str(card(a_report(replace(POSTMORTEM, status=Status.PUBLISHED)), SAY))
    assert "reopen_postmortem" in shown
    assert "close_postmortem" not in shown


@given(HOSTILE)
def test_slack_takes_it_whatever_people_wrote(text: str) -> None:
    worst = replace(SIGNED, title=("x" + text)[:150], services=(text, text))
    report = a_report(worst, name=text, items=[replace(ITEM, text=text)] * 3)
    assert not block_faults(card(report, SAY))
    assert not block_faults(listing([worst] * 200, SAY))
    assert "<!channel>" not in str(card(report, SAY)) + str(listing([worst], SAY))
    assert not view_faults(start_form(SAY, "C1", text[:150], "U1", NOW))


def test_the_offer_is_one_button_and_an_empty_list_says_so() -> None:
    assert str(offer(SAY)).count("action_id") == 1
    assert "No postmortem that you may see" in str(listing([], SAY))
