"""Times said in a text: "began around 09:40 PT", "half an hour ago", "since 14:05 UTC"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3])[:h](?P<m>[0-5]\d)(?::[0-5]\d)?\s?(?P<ap>[ap]\.?m\.?)?\s?"
    r"(?P<zone>UTC|GMT|Z|P[SD]?T|E[SD]?T|C[SD]T|M[SD]T|CES?T|BST|IST|JST)?(?!\d)",
    re.IGNORECASE,
)
AGO = re.compile(r"(?i)\b(?P<n>\d+|an?|half an|a few|couple of) ?(?P<unit>min(?:ute)?s?|h(?:our)?s?|hrs?) ago\b")
ZONES: Mapping[str, str] = {
    "P": "America/Los_Angeles", "E": "America/New_York", "C": "America/Chicago", "M": "America/Denver",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "BST": "Europe/London", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo",
}  # fmt: skip


def stated_time(text: str, said_at: datetime, zone: str) -> datetime | None:
    """The first time that a text states, as UTC; None where it states none.

    A time of day is the last such moment before (or just after) it was said, in the zone that is named,
    else in the writer's (`zone`, an IANA name)."""
    ago = AGO.search(text)
    if ago:
        return said_at - _length(ago)
    clock = CLOCK.search(text)
    if not clock:
        return None
    there = _zone(clock["zone"], zone)
    hour = int(clock["h"])
    if clock["ap"]:
        hour = hour % 12 + (12 if clock["ap"].lower().startswith("p") else 0)
    local = said_at.astimezone(there).replace(hour=hour, minute=int(clock["m"]), second=0, microsecond=0)
    at = local.astimezone(UTC)
    return at - timedelta(days=1) if at > said_at + timedelta(hours=1) else at


def named_zone(text: str) -> str | None:
    """The zone that a text names with any of its times, as an IANA name; None where it names none."""
    named = next((m["zone"] for m in CLOCK.finditer(text) if m["zone"]), None)
    return str(_zone(named, "UTC")) if named else None


def _length(ago: re.Match[str]) -> timedelta:
    words = {"a": 1.0, "an": 1.0, "half an": 0.5, "a few": 3.0, "couple of": 2.0}
    count = words.get(ago["n"].lower()) or float(ago["n"])
    return timedelta(minutes=count) if ago["unit"].lower().startswith("m") else timedelta(hours=count)


def _zone(named: str | None, zone: str) -> tzinfo:
    if named:
        key = named.upper()
        if key in {"UTC", "GMT", "Z"}:
            return ZoneInfo("UTC")
        return ZoneInfo(ZONES.get(key) or ZONES[key[0]])
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
