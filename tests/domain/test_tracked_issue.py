"""Who changed what since an item and its issue last agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Difference, Field, Issue, Terms, label_of, merge, settled, sides
from tests.reports import ITEM

PEOPLE = {"U0ADA": "ada", "U0SAM": "sam"}
TERMS = Terms(PEOPLE.get, {a: p for p, a in PEOPLE.items()}.get)
DAY, LATER, LATEST = date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 18)
OURS = replace(ITEM, owner="U0ADA", due=DAY, state=ItemState.OPEN)
THEIRS = Issue("7", "https://t.test/7", ItemState.OPEN, DAY, "ada")
AGREED = sides(OURS, THEIRS)
days = st.sampled_from([None, DAY, LATER, LATEST])
items = st.builds(
    lambda owner, due, state: replace(ITEM, owner=owner, due=due, state=state),
    st.sampled_from([None, "U0ADA", "U0SAM", "U0EVE"]), days, st.sampled_from(ItemState),
)  # fmt: skip
issues = st.builds(
    lambda who, due, state: Issue("7", "", state, due, who), st.sampled_from([None, "ada", "sam", "bot"]), days, st.sampled_from(ItemState)
)  # fmt: skip


def test_nothing_changed_and_nothing_is_done() -> None:
    found = merge(OURS, THEIRS, AGREED, TERMS)
    assert (found.push, found.pull, found.differ) == (frozenset(), {}, ())


def test_what_changed_on_one_side_goes_to_the_other() -> None:
    assert merge(replace(OURS, due=LATER), THEIRS, AGREED, TERMS).push == {Field.DUE}
    assert merge(OURS, replace(THEIRS, assignee="sam"), AGREED, TERMS).pull == {Field.OWNER: "U0SAM"}


def test_what_changed_on_both_sides_is_a_difference_unless_they_say_the_same() -> None:
    ours = replace(OURS, due=LATER)
    assert merge(ours, replace(THEIRS, due=LATEST), AGREED, TERMS).differ == (
        Difference(Field.DUE, LATER.isoformat(), LATEST.isoformat()),
    )
    same = merge(ours, replace(THEIRS, due=LATER), AGREED, TERMS)
    assert (same.push, same.pull, same.differ) == (frozenset(), {}, ())


def test_what_cannot_be_taken_over_is_shown() -> None:
    (stranger,) = merge(OURS, replace(THEIRS, assignee="eve"), AGREED, TERMS).differ
    (taken_away,) = merge(OURS, replace(THEIRS, due=None), AGREED, TERMS).differ
    assert not stranger.takeable
    assert not taken_away.takeable


def test_an_owner_without_an_account_is_no_difference() -> None:
    ours = replace(OURS, owner="U0EVE")
    assert merge(ours, THEIRS, AGREED, TERMS).push == {Field.OWNER}  # whoever had it is let go
    assert merge(ours, replace(THEIRS, assignee=None), AGREED, TERMS).differ == ()


def test_what_was_empty_on_one_side_of_a_new_link_is_filled_in() -> None:
    found = merge(OURS, Issue("7", "", ItemState.OPEN), {}, TERMS)
    assert found.push == {Field.DUE, Field.OWNER}
    found = merge(replace(OURS, owner=None, due=None), THEIRS, {}, TERMS)
    assert found.pull == {Field.DUE: DAY.isoformat(), Field.OWNER: "U0ADA"}


def test_a_tracker_that_only_knows_closed_takes_dropped_for_done() -> None:
    coarse = replace(TERMS, drops=False)
    found = merge(replace(OURS, state=ItemState.DROPPED), replace(THEIRS, state=ItemState.DONE), AGREED, coarse)
    assert (found.push, found.pull, found.differ) == (frozenset(), {}, ())


@given(items, issues, items, issues)
def test_a_field_goes_one_way_or_is_shown_and_never_both(was, its, now, then) -> None:
    found = merge(now, then, sides(was, its), TERMS)
    shown = {d.field for d in found.differ}
    assert found.push.isdisjoint(found.pull)
    assert shown.isdisjoint(found.push | set(found.pull))


@given(items, issues, items, issues, st.booleans())
def test_once_somebody_chose_the_chosen_side_goes_over(was, its, now, then, ours) -> None:
    seen = sides(was, its)
    for difference in merge(now, then, seen, TERMS).differ:
        if ours or difference.takeable:
            after = merge(now, then, settled(seen, difference, ours=ours), TERMS)
            assert difference.field in (after.push if ours else after.pull)


def test_issues_are_called_as_people_call_them() -> None:
    assert (label_of("12"), label_of("OPS-12")) == ("#12", "OPS-12")
