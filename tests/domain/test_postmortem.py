from datetime import timedelta

import pytest

from bot.domain.postmortem import duration_text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(hours=30), "1 d 6 h"),
        (timedelta(seconds=43), "43 s"),
        (timedelta(hours=3, minutes=5), "3 h 5 min"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_a_duration_reads_as_people_say_it(length: timedelta, text: str) -> None:
    assert duration_text(length) == text
