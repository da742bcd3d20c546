"""Lists, forms and the history of action items."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from bot.domain.action_item import ItemMove, Move
from bot.domain.item_list import Listed
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.action_items import history, item_form, line, move_form, noted, noted_view, shelf
from bot.usecases.item_lists import Shelf
from tests.hostile import HOSTILE
from tests.reports import ITEM, NOW

SAY = load_prompts()
TODAY = date(2026, 11, 24)
NAMES = {"U2": "Sam O'Neill"}


def test_a_line_says_what_who_and_until_when() -> None:
    shown = line(ITEM, NAMES, TODAY, SAY)
    for words in ("Alert on lag", "Sam O'Neill", "Fri 04 Dec 2026"):
        assert words in shown
    assert "<@" not in shown


def test_a_date_that_has_passed_looks_different_from_one_to_come() -> None:
    late = replace(ITEM, due=date(2026, 11, 23))
    assert line(late, NAMES, TODAY, SAY).replace("Mon 23 Nov", "Fri 04 Dec") != line(ITEM, NAMES, TODAY, SAY)


def test_what_is_missing_is_said() -> None:
    shown = line(replace(ITEM, owner=None, due=None), NAMES, TODAY, SAY)
    assert SAY.say("items.no_owner") in shown
    assert SAY.say("items.no_due") in shown


def listed(count: int, pages: int = 1) -> Shelf:
    return Shelf(tuple(Listed(ITEM, 7, "Checkout") for _ in range(count)), count, 1, pages)


def test_a_list_has_more_where_there_is_more_and_an_empty_one_says_so() -> None:
    shown = str(shelf(listed(8, 3), NAMES, TODAY, "items.none", "|overdue", everywhere=True, say=SAY))
    assert "2||overdue" in shown
    assert "postmortem 7: Checkout" in shown
    assert SAY.say("items.none_such") in str(shelf(listed(0), NAMES, TODAY, "items.none_such", "|", everywhere=False, say=SAY))


def test_a_new_item_gets_at_most_two_hints_and_a_button_for_what_is_missing() -> None:
    bare = replace(ITEM, text="we should be more careful", owner=None, due=None)
    shown = noted(bare, NAMES, TODAY, outside=False, say=SAY)
    assert shown[2]["elements"][0]["text"].count("\n") == 1
    assert [e["action_id"] for e in shown[-1]["elements"]] == ["item_hand_over", "item_new_date", "item_reword"]
    assert noted_view(shown, SAY) is not None
    whole = noted(replace(ITEM, text="Alert on lag above 500"), NAMES, TODAY, outside=False, say=SAY)
    assert len(whole) == 2
    assert noted_view(whole, SAY) is None


def test_an_owner_outside_a_private_channel_is_named_to_the_one_who_asked() -> None:
    assert "<@U2> is not in this private channel" in str(noted(ITEM, NAMES, TODAY, outside=True, say=SAY))


@pytest.mark.parametrize(
    "what", [ItemMove.NEW_DATE, ItemMove.HAND_OVER, ItemMove.BLOCK, ItemMove.EVIDENCE, ItemMove.REWORD, ItemMove.DROP]
)
@given(text=HOSTILE)
def test_slack_takes_every_form_and_list_whatever_people_wrote(what: ItemMove, text: str) -> None:
    item = replace(ITEM, text="x" + text, blocked_by=text, evidence=text)
    assert not view_faults(move_form(what, item, SAY, "m"))
    assert not view_faults(item_form(SAY, "m", text))
    moves = [Move(what, "U2", NOW, value=text, reason=text)]
    assert not block_faults(history(item, moves, {"U2": text}, TODAY, SAY))
    assert not block_faults(noted(item, {"U2": text}, TODAY, outside=True, say=SAY))
    assert not block_faults(shelf(listed(8, 2), {"U2": text}, TODAY, "items.none", "", everywhere=True, say=SAY))


def test_history_tells_who_did_what_and_why() -> None:
    shown = str(history(ITEM, [Move(ItemMove.DROP, "U2", NOW, reason="the service is gone")], NAMES, TODAY, SAY))
    assert "Sam O'Neill" in shown
    assert "the service is gone" in shown
    assert SAY.say("history.none") in str(history(ITEM, [], NAMES, TODAY, SAY))
