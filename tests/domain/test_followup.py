from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.action_item import ActionItem, ItemKind, ItemMove, Move, Priority, moved
from bot.domain.followup import (
    Calendar,
    Plan,
    Policy,
    Rule,
    announces,
    digest_for,
    escalates,
    in_hours,
    next_morning,
    next_nudge,
    next_working_moment,
)
from bot.domain.postmortem import Severity
from bot.holiday_calendar import is_holiday

MADE = datetime(2026, 11, 2, 12, tzinfo=UTC)  # a Monday
ITEM = ActionItem("i", 1, "p", "Alert on lag", "U1", MADE, owner="U2", due=date(2026, 11, 20))
BERLIN = Calendar("Europe/Berlin", lambda _zone, _day: False)
PLAN = Plan(days=(-2, 0, 7, 21))


def all_nudges(item: ActionItem, plan: Plan, calendar: Calendar, count: int) -> list[datetime]:
    moments, after = [], item.created_at
    for _ in range(count):
        at = next_nudge(item, plan, calendar, after)
        assert at is not None
        moments.append(at)
        item, after = replace(item, nudged_on=calendar.day(at)), at
    return moments


def test_the_owner_is_reminded_before_the_date_on_it_and_then_with_widening_gaps() -> None:
    days = [(m.date() - date(2026, 11, 20)).days for m in all_nudges(ITEM, PLAN, BERLIN, 6)]
    assert days == [-2, 0, 7, 21, 49, 105]


def test_a_reminder_comes_in_the_first_working_hour_of_the_owners_own_day() -> None:
    tokyo, lima = (Calendar(zone, BERLIN.day_off) for zone in ("Asia/Tokyo", "America/Lima"))
    assert next_nudge(ITEM, PLAN, tokyo, MADE) == datetime(2026, 11, 18, 0, tzinfo=UTC)
    assert next_nudge(ITEM, PLAN, lima, MADE) == datetime(2026, 11, 18, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 21), date(2026, 11, 20)),  # a Saturday: the Friday before, as Monday would be late
        (date(2026, 11, 22), date(2026, 11, 20)),
    ],
)
def test_a_date_on_a_weekend_is_remembered_on_the_working_day_before(due: date, expected: date) -> None:
    at = next_nudge(replace(ITEM, due=due), Plan(days=(0, 7)), BERLIN, MADE)
    assert at is not None
    assert at.date() == expected


def test_a_reminder_after_the_date_waits_for_the_working_day_after() -> None:
    at = all_nudges(replace(ITEM, due=date(2026, 11, 21)), Plan(days=(0, 7)), BERLIN, 2)[1]
    assert at.date() == date(2026, 11, 30)


def test_public_holidays_of_the_owners_country_are_days_off() -> None:
    item = replace(ITEM, due=date(2026, 11, 26))  # Thanksgiving
    there, here = (
        next_nudge(item, Plan(days=(0,)), Calendar(z, is_holiday), MADE) for z in ("America/New_York", "Europe/Berlin")
    )
    assert there is not None
    assert here is not None
    assert (there.date(), here.date()) == (date(2026, 11, 25), date(2026, 11, 26))


def test_two_slots_that_fall_on_one_day_are_one_reminder() -> None:
    item = replace(ITEM, due=date(2026, 11, 22))  # a Sunday: both -2 and 0 fall on Friday the 20th
    first, second = all_nudges(item, Plan(days=(-2, 0, 7)), BERLIN, 2)
    assert first.date() == date(2026, 11, 20)
    assert second.date() == date(2026, 11, 30)


def test_nobody_is_reminded_of_what_has_no_owner_no_date_or_is_finished() -> None:
    dropped = moved(ITEM, Move(ItemMove.DROP, "U1", MADE, reason="gone"))
    assert dropped is not None
    for item in (replace(ITEM, owner=None), replace(ITEM, due=None), dropped):
        assert next_nudge(item, PLAN, BERLIN, MADE) is None


def test_a_snoozed_item_comes_back_on_its_day_and_then_as_planned() -> None:
    item = moved(ITEM, Move(ItemMove.SNOOZE, "U2", MADE, "2026-11-25"))
    assert item is not None
    moments = all_nudges(item, PLAN, BERLIN, 2)
    assert [m.date() for m in moments] == [date(2026, 11, 25), date(2026, 11, 27)]


def test_a_finished_item_is_asked_about_once_some_weeks_later() -> None:
    item = moved(ITEM, Move(ItemMove.DONE, "U2", MADE))
    assert item is not None
    at = next_nudge(item, PLAN, BERLIN, MADE)
    assert at == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert next_nudge(item, PLAN, BERLIN, at) is None
    worked = moved(item, Move(ItemMove.WORKED, "U2", MADE))
    assert worked is not None
    assert next_nudge(worked, PLAN, BERLIN, MADE) is None


def test_the_lead_hears_of_an_item_only_when_the_plan_says_so_and_the_owner_was_told() -> None:
    plan = Plan(escalate_after=7)
    late = date(2026, 11, 27)
    assert not escalates(ITEM, plan, late)
    warned = replace(ITEM, warned_at=MADE)
    assert escalates(warned, plan, late)
    assert not escalates(warned, plan, late - timedelta(days=1))
    assert not escalates(warned, Plan(), late)
    assert announces(ITEM, plan)
    assert not announces(replace(ITEM, escalated_at=MADE), plan)


def test_the_first_rule_that_fits_an_item_gives_its_plan() -> None:
    high, temporary, worst = (Plan(days=(n,)) for n in (1, 2, 3))
    policy = Policy(
        PLAN, (Rule(high, Priority.HIGH), Rule(temporary, kind=ItemKind.TEMPORARY), Rule(worst, severity=Severity.SEV1))
    )
    assert policy.plan_for(ITEM, Severity.SEV2) is PLAN
    assert policy.plan_for(ITEM, Severity.SEV1) is worst
    assert policy.plan_for(replace(ITEM, kind=ItemKind.TEMPORARY), Severity.SEV1) is temporary
    assert policy.plan_for(replace(ITEM, kind=ItemKind.TEMPORARY, priority=Priority.HIGH), Severity.SEV1) is high


def test_a_status_tells_who_is_away() -> None:
    policy = Policy(leave_emoji=frozenset({"palm_tree"}), leave_words=("vacation",))
    assert policy.on_leave(":palm_tree:", "")
    assert policy.on_leave("", "On Vacation until Monday")
    assert not policy.on_leave(":coffee:", "in a meeting")


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", None])
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@given(zone=ZONES, due=st.dates(date(2026, 1, 10), date(2027, 6, 30)), after=MOMENTS)
def test_every_reminder_lies_in_a_working_hour_and_after_what_was_before(zone: str | None, due: date, after: datetime) -> None:
    calendar = Calendar(zone, is_holiday)
    at = next_nudge(replace(ITEM, due=due), PLAN, calendar, after)
    assert at is not None
    assert at > after
    assert in_hours(at, PLAN, calendar)


@given(zone=ZONES, now=MOMENTS)
def test_the_next_working_moment_is_now_or_a_beginning_of_a_working_day(zone: str | None, now: datetime) -> None:
    calendar = Calendar(zone, is_holiday)
    at = next_working_moment(now, PLAN, calendar)
    assert at >= now
    assert in_hours(at, PLAN, calendar)
    assert next_morning(now, PLAN, calendar) > now


def test_a_digest_whose_day_is_a_holiday_comes_on_the_next_working_day_and_no_other() -> None:
    monday, friday = 0, 4
    london = Calendar("Europe/London", lambda _zone, day: day in {date(2026, 12, 25), date(2026, 12, 28)})
    week = [date(2026, 12, 21) + timedelta(days=n) for n in range(12)]
    told = {d: digest_for(d, monday, london) for d in week}
    assert {d: w for d, w in told.items() if w} == {
        date(2026, 12, 21): date(2026, 12, 21),
        date(2026, 12, 29): date(2026, 12, 28),
    }
    told = {d: digest_for(d, friday, london) for d in week}
    assert {d: w for d, w in told.items() if w} == {date(2026, 12, 29): date(2026, 12, 25), date(2027, 1, 1): date(2027, 1, 1)}
