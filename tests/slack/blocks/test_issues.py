from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.domain.tracked_issue import Difference, Field, Tracked
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks.issues import differs, issue_part
from tests.hostile import HOSTILE
from tests.reports import ITEM

SAY = load_prompts()
DAY = date(2026, 11, 30)
TRACKED = replace(ITEM, issue="12", issue_url="https://github.com/acme/shop/issues/12")
BOTH = (
    Difference(Field.STATE, "open", "done"),
    Difference(Field.DUE, "2026-12-04", None, takeable=False),
    Difference(Field.OWNER, "U1", "stranger", takeable=False),
)


def test_both_sides_are_shown_and_only_what_can_be_taken_is_offered() -> None:
    shown = str(differs(TRACKED, Tracked("i", "U1", "m", told=BOTH), {"U1": "Ada"}, {}, DAY, SAY))
    for words in (
        "here: open",
        "in <https://github.com/acme/shop/issues/12|#12>: done",
        "Fri 04 Dec 2026",
        "none",
        "Ada",
        "stranger",
    ):
        assert words in shown
    assert shown.count("issue_ours") == 3
    assert shown.count("issue_theirs") == 1


def test_an_account_of_somebody_here_is_shown_as_that_person() -> None:
    one = Tracked("i", "U1", "m", told=(Difference(Field.OWNER, "U1", "sam-gh"),))
    assert "Sam" in str(differs(TRACKED, one, {"U1": "Ada", "U2": "Sam"}, {"sam-gh": "U2"}, DAY, SAY))


def test_an_issue_is_offered_where_a_tracker_is_connected_and_the_item_open() -> None:
    assert "Make an issue in GitHub" in str(issue_part(ITEM, None, {}, {}, "GitHub", SAY))
    assert issue_part(ITEM, None, {}, {}, "", SAY) == []


def test_why_it_is_not_followed_is_said() -> None:
    for trouble in ("gone", "refused", "no_step", "not_taken"):
        assert len(issue_part(TRACKED, Tracked("i", "U1", "m", trouble=trouble), {}, {}, "GitHub", SAY)) == 1


@given(HOSTILE, HOSTILE)
def test_whatever_stands_in_a_tracker_slack_takes_it(name: str, url: str) -> None:
    hostile = replace(ITEM, issue=name[:64], issue_url=url, text=name)
    one = Tracked("i", "U1", "m", told=(Difference(Field.OWNER, "U1", name, takeable=False),))
    assert block_faults(differs(hostile, one, {"U1": name}, {}, DAY, SAY)) == []
