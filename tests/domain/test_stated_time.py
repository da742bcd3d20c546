from datetime import UTC, datetime

import pytest

from bot.domain.stated_time import named_zones, stated_time, stated_times, zone_called

SAID = datetime(2026, 5, 18, 14, 7, 44, tzinfo=UTC)  # 16:07 in Berlin


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("began around 06:40 PT", "13:40"),
        ("at 6:39 this morning PT (13:39 UTC) everything went dark", "13:39"),
        ("since 14:05 UTC", "14:05"),
        ("since 15:05", "13:05"),
        ("half an hour ago", "13:37"),
        ("a couple of hours ago", "12:07"),
        ("20 minutes ago", "13:47"),
        ("seit 15 Uhr", "13:00"),
        ("um 15.30 Uhr", "13:30"),
        ("vor einer halben Stunde", "13:37"),
        ("vers 9h40 UTC", "09:40"),
        ("il y a 20 minutes", "13:47"),
        ("hace media hora", "13:37"),
        ("há 10 minutos", "13:57"),
        ("30分前", "13:37"),
        ("at 2 pm UTC", "14:00"),
        ("since noon UTC", "12:00"),
        ("13:55 UTC+2", "11:55"),
        ("not 14:05 but 13:55 UTC", "13:55"),
        ("load 64, p99 12.5 s", None),
        ("after 3 h 20 min", None),
        ("v2.14:30", None),
    ],
)
def test_a_stated_time_is_understood_in_its_zone_or_in_the_writers(text: str, at: str | None) -> None:
    found = stated_time(text, SAID, "Europe/Berlin")
    assert (found and found.strftime("%H:%M")) == at


def test_a_time_of_day_is_the_last_such_moment_before_it_was_said() -> None:
    found = stated_time("started at 23:50 UTC", datetime(2026, 5, 19, 0, 20, tzinfo=UTC), "UTC")
    assert found == datetime(2026, 5, 18, 23, 50, tzinfo=UTC)


def test_yesterday_is_the_day_before() -> None:
    assert stated_time("it began yesterday 13:00 UTC", SAID, "UTC") == datetime(2026, 5, 17, 13, 0, tzinfo=UTC)


def test_of_several_zones_the_first_in_which_it_makes_sense_is_meant() -> None:
    assert stated_time("rolled back 14:05", SAID, "Europe/Berlin", "UTC") == datetime(2026, 5, 18, 12, 5, tzinfo=UTC)
    assert stated_time("rolled back 14:05", SAID, "Asia/Tokyo", "UTC") == datetime(2026, 5, 18, 14, 5, tzinfo=UTC)


def test_every_time_is_found_in_order() -> None:
    found = stated_times("from 09:42 to 10:09 UTC", SAID, "UTC")
    assert [(s.at.strftime("%H:%M"), s.zoned) for s in found] == [("09:42", False), ("10:09", True)]


def test_zones_are_names_abbreviations_or_distances() -> None:
    assert named_zones("noon PT = 19:00 UTC") == ("PT", "UTC")
    assert zone_called("nowhere/land") is UTC
    assert zone_called("UTC-3").utcoffset(SAID).total_seconds() == -3 * 3600  # type: ignore[union-attr]
