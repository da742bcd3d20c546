from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.window import propose

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(*hours: float) -> list[datetime]:
    return [NOON + timedelta(hours=h) for h in hours]


def test_what_was_said_before_a_long_silence_is_left_aside() -> None:
    times = at(-300, -299, -20, 0, 0.1, 0.5, 1)
    assert propose(times, NOON) == (times[3], None)


def test_what_comes_a_day_after_belongs_to_something_else() -> None:
    times = at(0, 0.1, 1, 9, 60, 61)
    assert propose(times, NOON) == (times[0], times[3])


def test_whoever_starts_days_later_gets_the_incident_and_not_the_talk_about_it() -> None:
    times = at(-72, -71.9, -71.5, -71, -70, -0.1)
    assert propose(times, NOON)[0] == times[0]


def test_in_a_channel_that_is_never_silent_it_goes_back_two_days() -> None:
    times = at(*range(-500, 3))
    assert propose(times, NOON) == (NOON - timedelta(hours=48), None)


def test_where_nothing_was_said_there_is_nothing_to_propose() -> None:
    assert propose([], NOON) == (None, None)


@given(st.lists(st.integers(-3000, 3000), min_size=1, max_size=60).map(sorted))
def test_there_is_always_something_in_the_window(hours: list[int]) -> None:
    times = at(*hours)
    since, until = propose(times, NOON)
    assert any((since is None or since <= t) and (until is None or t <= until) for t in times)
