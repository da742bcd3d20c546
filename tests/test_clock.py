"""The clock, and the one that a demonstration moves on."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.clock import SteppedClock, SystemClock

NEAR = timedelta(minutes=5)


def test_the_time_is_aware_and_runs_on() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second


@pytest.mark.parametrize(
    ("written", "step"), [("86400", timedelta(days=1)), ("-60.5", timedelta(seconds=-60.5)), ("", timedelta())]
)
def test_a_stepped_clock_is_as_far_ahead_as_its_file_says(tmp_path: Path, written: str, step: timedelta) -> None:
    file = tmp_path / "step"
    file.write_text(written)
    assert abs(SteppedClock(file).now() - SystemClock().now() - step) < NEAR


def test_a_file_that_is_missing_or_half_written_moves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "step"
    assert abs(SteppedClock(file).now() - SystemClock().now()) < NEAR
    file.write_text("86x")
    assert abs(SteppedClock(file).now() - SystemClock().now()) < NEAR
