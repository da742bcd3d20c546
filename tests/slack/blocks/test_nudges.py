from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.action_item import ActionItem, ItemKind, ItemMove, Move, moved
from bot.domain.postmortem import Postmortem
from bot.playground.block_check import block_faults, too_much_text
from bot.prompts import load_prompts
from bot.slack.blocks.nudges import BUTTONS, MOST, Owed, about_one, left, nudge
from bot.usecases.proof import Alike
from tests.hostile import HOSTILE

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SAY = load_prompts()
ITEM = ActionItem("i", 1, "p", "Alert on lag", "U1", NOW, owner="U2", due=TODAY)
PM = Postmortem("p", 7, "C1", "Checkout is down", "U1", NOW, "U1")


def test_a_reminder_names_the_item_its_postmortem_and_what_can_be_done() -> None:
    shown = str(nudge([Owed(ITEM, PM, seen=True)], {}, TODAY, SAY))
    for words in ("Alert on lag", "Checkout is down", "item_done", "item_snooze", "hand_over|i", "new_date|i", "drop|i"):
        assert words in shown


def test_an_owner_who_may_not_see_the_postmortem_reads_its_number_only() -> None:
    assert "Checkout" not in str(nudge([Owed(ITEM, PM, seen=False)], {}, TODAY, SAY))


def test_what_is_settled_or_somebody_elses_has_no_buttons() -> None:
    dropped = moved(ITEM, Move(ItemMove.DROP, "U2", NOW, reason="gone"))
    assert dropped is not None
    for owed in (Owed(dropped, PM, seen=True), Owed(ITEM, PM, seen=True, theirs=False)):
        assert "action_id" not in str(nudge([owed], {}, TODAY, SAY))


def test_that_the_lead_will_hear_is_said_and_that_the_lead_knows() -> None:
    assert "<@U1> hears of it next" in str(nudge([Owed(ITEM, PM, seen=True)], {}, TODAY, SAY, frozenset({"i"})))
    assert "the lead knows" in str(nudge([Owed(replace(ITEM, escalated_at=NOW), PM, seen=True)], {}, TODAY, SAY))


@given(text=HOSTILE, times=st.integers(1, 60))
def test_however_many_items_and_whatever_they_say_slack_takes_the_message(text: str, times: int) -> None:
    worst = Owed(replace(ITEM, text=("x" + text) * times, blocked_by=text), PM, seen=True)
    blocks = nudge([worst] * (MOST + 5), {}, TODAY, SAY)
    assert not block_faults(blocks)
    assert not too_much_text(blocks)
    assert not block_faults(left([worst] * (MOST + 5), text, {}, SAY))
    assert not too_much_text(left([worst] * (MOST + 5), text, {}, SAY))
    for key in BUTTONS.keys() - {"left"}:
        assert not block_faults(about_one(key, worst, {}, SAY, "U9"))


def test_of_a_temporary_fix_it_is_asked_what_became_of_it() -> None:
    fix = replace(ITEM, kind=ItemKind.TEMPORARY)
    assert "was it replaced or taken out" in str(nudge([Owed(fix, PM, seen=True)], {}, TODAY, SAY))
    assert "was it replaced or taken out" not in str(nudge([Owed(ITEM, PM, seen=True)], {}, TODAY, SAY))


def test_whether_it_worked_is_asked_with_the_incidents_since() -> None:
    done = moved(ITEM, Move(ItemMove.DONE, "U2", NOW))
    assert done is not None
    again = replace(PM, number=9, title="Checkout <again>")
    owed = Owed(done, PM, seen=True, since=(Alike(again, ("checkout",), ("capacity", "given_up")),))
    for shown in (str(nudge([owed], {}, TODAY, SAY)), str(about_one("prove", owed, {}, SAY))):
        assert "since then: postmortem 9, Checkout &lt;again&gt; (checkout, Something was at its limit)" in shown
