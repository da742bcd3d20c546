from datetime import date

import pytest

from bot.domain.due_date import understand_due

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
