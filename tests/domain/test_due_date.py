from datetime import date

import pytest

from bot.domain.due_date import Sprints, no_such_day, understand_due

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 2026-12-01", date(2026, 12, 1)),
        ("by 12 December", date(2026, 12, 12)),
        ("in two weeks", date(2026, 12, 8)),
        ("by friday", date(2026, 11, 27)),
        ("end of month", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 25)),
        ("bis freitag, ich", date(2026, 11, 27)),
        ("pour le 2 décembre", date(2026, 12, 2)),
        ("en dos semanas", date(2026, 12, 8)),
        ("two weeks, me", date(2026, 12, 8)),
        ("hosts file tomorrow, the real thing Q1", date(2027, 3, 31)),
        ("today nobody owns it, a name by monday", date(2026, 11, 30)),
        ("asking the vendor, date next week", None),
        ("by 31 february", None),
        ("some day", None),
    ],
)
def test_dates_as_people_say_them(words: str, day: date | None) -> None:
    assert understand_due(words, TUESDAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by end of sprint", date(2026, 12, 6)),
        ("end of next sprint", date(2026, 12, 20)),
        ("eo iteration", date(2026, 12, 6)),
    ],
)
def test_the_end_of_a_sprint_is_known_where_the_policy_says_when_sprints_are(words: str, day: date) -> None:
    sprints = Sprints(date(2026, 1, 5), 14)
    assert understand_due(words, TUESDAY, sprints) == day
    assert understand_due(words, TUESDAY) is None


@pytest.mark.parametrize(
    ("words", "named"),
    [("by 31 February", "31 February"), ("on 2026-02-30", "2026-02-30"), ("by 29 February", ""), ("by friday", "")],
)
def test_a_day_that_no_calendar_has_is_named(words: str, named: str) -> None:
    assert no_such_day(words) == named
