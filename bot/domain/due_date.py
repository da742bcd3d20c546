"""Dates as people say them: "next friday", "in two weeks", "end of month", "2026-12-01", "5 May"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTH = "(" + "|".join(MONTHS) + ")[a-z]*"
DAY_MONTH = re.compile(rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{MONTH}\b(?: (\d{{4}}))?")
MONTH_DAY = re.compile(rf"(?i)\b{MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?")
IN_SPAN = re.compile(r"(?i)\b(?:in|within) (\d+|a|one|two|three|four|six) (day|week|month)s?\b")
WEEKDAY = re.compile(rf"(?i)\b(next |this |by |on |until |coming )?({'|'.join(DAYS)})\b")
END_OF = re.compile(r"(?i)\b(?:end of|eo)(?: the| this)? ?(day|week|month|quarter|year)\b|\beo([dwmqy])\b")


def understand_due(text: str, today: date) -> date | None:
    """The date that a text names, seen from `today`; None where it names none or an impossible one (31 February)."""
    for understand in (_iso, _day_month, _span, _end_of, _relative):
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
    what = (match[1] or match[2]).lower()[0]
    if what == "d":
        return today
    if what == "w":
        return today + timedelta(days=(4 - today.weekday()) % 7)
    month = {"m": today.month, "q": (today.month - 1) // 3 * 3 + 3, "y": 12}[what]
    return date(today.year, month, monthrange(today.year, month)[1])


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
        return None
    ahead = (DAYS.index(match[2]) - today.weekday()) % 7 or 7
    far = (match[1] or "").startswith("next") and ahead + today.weekday() < 7
    return today + timedelta(days=ahead + (7 if far else 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
