"""The one clock. Everything below the edge gets `now` as an argument."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return datetime.now(UTC)


class SteppedClock:
    """The time of this machine plus the seconds written in a file, so that a demonstration can move on by weeks."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """The present moment plus the step, aware UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._step())

    def _step(self) -> float:
        try:
            return float(self._file.read_text() or 0)
        except (FileNotFoundError, ValueError):
            return 0.0
