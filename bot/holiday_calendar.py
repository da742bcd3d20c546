"""Public holidays by zone: the country of a zone comes from the zone database, its holidays from a library."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


def is_holiday(zone: str, day: date) -> bool:
    """Whether a day is a public holiday in the country of an IANA zone; never where the zone names no country."""
    country = country_of(zone)
    return bool(country) and day in _holidays(country, day.year)


@cache
def country_of(zone: str) -> str:
    """The ISO code of the country that a zone belongs to; empty for UTC and for zones of no one country."""
    return _countries().get(zone, "")


@cache
def _countries() -> dict[str, str]:
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    # Imported where it is needed: it costs memory that a bot without a dated item should not pay.
    import holidays  # noqa: PLC0415

    try:
        found: Any = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)
