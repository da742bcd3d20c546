"""Dates as people say them: "next friday", "in two weeks", "end of month", "2026-12-01", "5 May"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "couple of": 2, "a couple of": 2}
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTH = "(" + "|".join(MONTHS) + ")[a-z]*"
DAY_MONTH = re.compile(rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{MONTH}\b(?: (\d{{4}}))?")
MONTH_DAY = re.compile(rf"(?i)\b{MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?")
IN_SPAN = re.compile(
    r"(?i)(?:\b(?:in|within|about|~) ?|[,:;(] ?|\b(?:version|draft) )(\d+|a couple of|couple of|a|one|two|three|four|six) (day|week|month)s?\b(?! ago)"
)
MONTH_ONLY = re.compile(
    r"(?i)(?:\b(?:by|in|until|before|end of|during)|[,:;]) (january|february|march|april|may|june|july|august|september|october|november|december)\b(?! \d)"
)
QUARTER = re.compile(r"(?i)\bq([1-4])(?: (\d{4}))?\b")
WEEKDAY = re.compile(rf"(?i)\b(next |this |by |on |until |coming )?({'|'.join(DAYS)})\b")
END_OF = re.compile(r"(?i)\b(?:end of|eo)(?: the| this)?( next)? ?(day|week|month|quarter|year)\b|\beo([dwmqy])\b")


def understand_due(text: str, today: date) -> date | None:
    """The date that a text names, seen from `today`; None where it names none or an impossible one (31 February)."""
    for understand in (_iso, _day_month, _span, _end_of, _relative, _month, _quarter):
        found = understand(text, today)
        if found is not None:
            return found
    return None


def _iso(text: str, _today: date) -> date | None:
    match = ISO.search(text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day_month(text: str, today: date) -> date | None:
    if match := DAY_MONTH.search(text):
        day, month, year = match[1], match[2], match[3]
    elif match := MONTH_DAY.search(text):
        month, day, year = match[1], match[2], match[3]
    else:
        return None
    number = MONTHS.index(month.lower()) + 1
    if year:
        return _date(int(year), number, int(day))
    this = _date(today.year, number, int(day))
    return this if this is None or this >= today - timedelta(days=30) else _date(today.year + 1, number, int(day))


def _span(text: str, today: date) -> date | None:
    match = IN_SPAN.search(text)
    if not match:
        return None
    count = NUMBERS.get(match[1].lower()) or int(match[1])
    days = {"day": 1, "week": 7, "month": 30}[match[2].lower()]
    return today + timedelta(days=min(count, 1000) * days)


def _end_of(text: str, today: date) -> date | None:
    match = END_OF.search(text)
    if not match:
        return None
    what, following = (match[2] or match[3]).lower()[0], bool(match[1])
    if what == "d":
        return today
    if what == "w":
        friday = today + timedelta(days=4 - today.weekday())
        return friday + timedelta(days=7 if following or friday < today else 0)
    length = {"m": 1, "q": 3, "y": 12}[what]
    return _last_day(today.year, ((today.month - 1) // length + 1 + following) * length)


def _month(text: str, today: date) -> date | None:
    match = MONTH_ONLY.search(text)
    if not match:
        return None
    number = MONTHS.index(match[1].lower()[:3]) + 1
    return _last_day(today.year + (number < today.month), number)


def _quarter(text: str, today: date) -> date | None:
    match = QUARTER.search(text)
    if not match:
        return None
    number = int(match[1]) * 3
    return _last_day(int(match[2]) if match[2] else today.year + (number < today.month), number)


def _last_day(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _relative(text: str, today: date) -> date | None:
    low = text.lower()
    if re.search(r"\btomorrow\b", low):
        return today + timedelta(days=1)
    if re.search(r"\b(?:by|until) (?:today|tonight)\b|\btoday\b", low):
        return today
    if re.search(r"\bnext week\b", low):
        return today + timedelta(days=11 - today.weekday())
    match = WEEKDAY.search(low)
    if not match:
        return _this_week(low, today)
    ahead = (DAYS.index(match[2]) - today.weekday()) % 7 or 7
    far = (match[1] or "").startswith("next") and ahead + today.weekday() < 7
    return today + timedelta(days=ahead + (7 if far else 0))


def _this_week(low: str, today: date) -> date | None:
    if not re.search(r"\bthis week\b", low):
        return None
    return today + timedelta(days=4 - today.weekday() if today.weekday() <= 4 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
