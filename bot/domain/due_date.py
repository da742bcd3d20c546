"""Dates as people say them: "next friday", "in two weeks", "end of month", "2026-12-01", "5 May"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.date_words import in_english

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "couple of": 2, "a couple of": 2}
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTH = "(" + "|".join(MONTHS) + ")[a-z]*"
DAY_MONTH = re.compile(rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|er|\.)? (?:of |de )?{MONTH}\b(?: (\d{{4}}))?")
MONTH_DAY = re.compile(rf"(?i)\b{MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?")
IN_SPAN = re.compile(
    r"(?i)(?:\b(?:in|within|about|~) ?|^|[,.:;(] ?|\b(?:version|draft) )(\d+|a couple of|couple of|a|one|two|three|four|six) (day|week|month)s?\b(?! ago)"
)
MONTH_ONLY = re.compile(
    r"(?i)(?:\b(?:by|in|until|before|end of|during|~)|[,:;]) (january|february|march|april|may|june|july|august|september|october|november|december)\b(?! \d)"
)
QUARTER = re.compile(r"(?i)\bq([1-4])(?: (\d{4}))?\b")
WEEKDAY = re.compile(rf"(?i)\b(next |this |by |on |until |coming )?({'|'.join(DAYS)})\b")
NEAR = re.compile(r"(?i)\b(tomorrow|today|tonight)\b")
WEEK = re.compile(r"(?i)\b(next|this) week\b")
# What follows is the day by which it has to be done.
LIMIT = re.compile(r"(?i)\b(?:by|until|before|due|deadline|not later than)(?: the| next| this)?:? *$")
# The date itself is still to come.
TO_COME = re.compile(r"(?i)\b(?:date|datum|fecha|data)\b.{0,3}\b(?:next week|tomorrow|later|follows|tbd)\b")
END_OF_SPRINT = re.compile(r"(?i)\b(?:end of|eo)(?: the| this)?( next)? ?(?:sprint|iteration)\b")
# Seen from here, 29 February is a day.
LEAP = date(2028, 1, 1)
END_OF = re.compile(r"(?i)\b(?:end of|eo)(?: the| this)?( next)? ?(day|week|month|quarter|year)\b|\beo([dwmqy])\b")


@dataclass(frozen=True, slots=True)
class Sprints:
    """When a team's sprints are: the first day of one of them, and how many days each has."""

    first: date
    days: int

    def last_day(self, today: date, following: bool) -> date:
        """The last day of the sprint of that day, or of the following one."""
        begun = (today - self.first).days // self.days + following
        return self.first + timedelta(days=(begun + 1) * self.days - 1)


def understand_due(text: str, today: date, sprints: Sprints | None = None) -> date | None:
    """The date that a text names, seen from `today`; None where it names none or an impossible one (31 February). Of
    several the one that is said to be the limit ("by …"), else the last."""
    words = TO_COME.sub(" ", in_english(text))
    days = [found for understand in UNDERSTAND for found in understand(words, today)]
    if sprints is not None:
        days += [(m.start(), sprints.last_day(today, bool(m[1]))) for m in END_OF_SPRINT.finditer(words)]
    found = [(bool(LIMIT.search(words[:at])), at, day) for at, day in days]
    best = max(found, key=lambda f: f[:2], default=None)
    return best[2] if best else None


def no_such_day(text: str) -> str:
    """The words of a day that no calendar has, "31 February"; empty where there are none."""
    words = in_english(text)
    for match in (m for form in (ISO, DAY_MONTH, MONTH_DAY) for m in form.finditer(words)):
        if all(day is None for at, day in (*_iso(words, LEAP), *_day_month(words, LEAP)) if at == match.start()):
            return match[0]
    return ""


Found = Iterator[tuple[int, date | None]]


def _iso(text: str, _today: date) -> Found:
    for match in ISO.finditer(text):
        yield match.start(), _date(int(match[1]), int(match[2]), int(match[3]))


def _day_month(text: str, today: date) -> Found:
    for match in DAY_MONTH.finditer(text):
        yield match.start(), _near(match[1], match[2], match[3], today)
    for match in MONTH_DAY.finditer(text):
        yield match.start(), _near(match[2], match[1], match[3], today)


def _near(day: str, month: str, year: str | None, today: date) -> date | None:
    number = MONTHS.index(month.lower()[:3]) + 1
    if year:
        return _date(int(year), number, int(day))
    this = _date(today.year, number, int(day))
    return this if this is None or this >= today - timedelta(days=30) else _date(today.year + 1, number, int(day))


def _span(text: str, today: date) -> Found:
    for match in IN_SPAN.finditer(text):
        count = NUMBERS.get(match[1].lower()) or int(match[1])
        days = {"day": 1, "week": 7, "month": 30}[match[2].lower()]
        yield match.start(), today + timedelta(days=min(count, 1000) * days)


def _end_of(text: str, today: date) -> Found:
    for match in END_OF.finditer(text):
        yield match.start(), _last_of((match[2] or match[3]).lower()[0], bool(match[1]), today)


def _last_of(what: str, following: bool, today: date) -> date:
    if what == "d":
        return today
    if what == "w":
        friday = today + timedelta(days=4 - today.weekday())
        return friday + timedelta(days=7 if following or friday < today else 0)
    length = {"m": 1, "q": 3, "y": 12}[what]
    return _last_day(today.year, ((today.month - 1) // length + 1 + following) * length)


def _month(text: str, today: date) -> Found:
    for match in MONTH_ONLY.finditer(text):
        number = MONTHS.index(match[1].lower()[:3]) + 1
        yield match.start(1), _last_day(today.year + (number < today.month), number)


def _quarter(text: str, today: date) -> Found:
    for match in QUARTER.finditer(text):
        number = int(match[1]) * 3
        yield match.start(), _last_day(int(match[2]) if match[2] else today.year + (number < today.month), number)


def _last_day(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _relative(text: str, today: date) -> Found:
    for match in NEAR.finditer(text):
        yield match.start(), today + timedelta(days=match[1].lower() == "tomorrow")
    for match in WEEK.finditer(text):
        friday = today + timedelta(days=4 - today.weekday())
        yield match.start(), friday + timedelta(days=7) if match[1].lower() == "next" else max(friday, today)


def _weekday(text: str, today: date) -> Found:
    for match in WEEKDAY.finditer(text):
        ahead = (DAYS.index(match[2].lower()) - today.weekday()) % 7 or 7
        far = (match[1] or "").lower().startswith("next") and ahead + today.weekday() < 7
        yield match.start(2), today + timedelta(days=ahead + (7 if far else 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


UNDERSTAND = (_iso, _day_month, _span, _end_of, _relative, _weekday, _month, _quarter)
