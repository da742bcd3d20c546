from __future__ import annotations

from datetime import date

import pytest

from bot.holiday_calendar import country_of, is_holiday


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Berlin", "DE"), ("America/Sao_Paulo", "BR"), ("Asia/Kolkata", "IN"), ("UTC", ""), ("Mars/Base", "")],
)
def test_a_zone_belongs_to_a_country_or_to_none(zone: str, country: str) -> None:
    assert country_of(zone) == country


@pytest.mark.parametrize(
    ("zone", "day", "off"),
    [
        ("Europe/Berlin", date(2026, 12, 25), True),
        ("Asia/Tokyo", date(2026, 12, 25), False),
        ("America/New_York", date(2026, 7, 3), True),  # Independence Day falls on a Saturday and is observed on Friday
        ("UTC", date(2026, 12, 25), False),
    ],
)
def test_a_holiday_is_one_where_the_owner_lives(zone: str, day: date, *, off: bool) -> None:
    assert is_holiday(zone, day) is off
