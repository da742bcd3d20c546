"""Figures that a text states: amounts, shares, counts, lengths and times of day, comparable with those of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

NUMBER = r"\d{1,3}(?:[ ,'\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
RANGE = rf"(?P<low>{NUMBER})(?:\s?(?:-|–|to|bis|à)\s?(?P<high>{NUMBER}))?"
SCALE: dict[str, float] = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9}
SCALES = r"(?P<scale>k|thousand|mio|million|m|bn|billion|b)?"
MONEY = re.compile(
    rf"(?i)(?:(?P<sign>[$€£¥])\s?{RANGE}\s?{SCALES}\b|{RANGE}\s?{SCALES}\s?(?:usd|eur|gbp|euros?|dollars?|pounds?|arr|mrr)\b)"
    .replace("(?P<low>", "(?P<low1>", 1).replace("(?P<high>", "(?P<high1>", 1).replace("(?P<scale>", "(?P<scale1>", 1)
)  # fmt: skip
MILLIONS = re.compile(rf"(?i){RANGE}\s?(?P<scale>m|mio|million|bn|billion)\b(?!\s?(?:users?|jobs?|requests?|rows?|hooks?))")
ABOUT_MONEY = re.compile(r"(?i)\b(?:usd|eur|revenue|money|cost|gross|net|credits?|finance)\b|[$€£]")
SHARE = re.compile(rf"(?i){RANGE}\s?(?:%|percent\b|prozent\b)")
IN_WORDS = re.compile(r"(?i)\b(half and half|half of|half the|a third|two thirds|a quarter|three quarters|fifty-fifty)\b")
WORDS = {"half": 50.0, "fift": 50.0, "a th": 33.3, "two ": 66.7, "a qu": 25.0, "thre": 75.0}
LENGTH = re.compile(
    r"(?i)(?<![\d.:])(?=\d)(?:(?P<d>\d+(?:\.\d+)?)\s?(?:days?|d)\b\s?)?(?:(?P<h>\d+(?:\.\d+)?)\s?(?:hours?|hrs?|h)\b\s?)?"
    r"(?:(?P<m>\d+(?:\.\d+)?)\s?(?:minutes?|mins?|(?-i:m))\b|(?<=[hH] )(?P<m2>[0-5]\d)\b)?(?:\s?(?P<s>\d+)\s?(?:seconds?|secs?|s)\b)?"
)
CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:h]([0-5]\d)(?::([0-5]\d))?(?![\d:])")
COUNT = re.compile(
    rf"(?i)(?<![\d:.,]){RANGE}\s?(?P<scale>k|thousand|million)?\s(?:new |failed |lost |more |support )?(?P<noun>[a-z]{{4,}}s)\b"
)
NO_NOUN = {"hours", "minutes", "seconds", "days", "weeks", "months", "years", "times", "percent", "users"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its kind (money, share, length in minutes, clock in minutes of the day, or the noun that is counted),
    its least and its greatest value, and where it stands in the text."""

    kind: str
    low: float
    high: float
    start: int
    end: int


@lru_cache(maxsize=2_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in the order in which they stand. Kept by text: each answer is compared with all others."""
    found = [*_money(text), *_shares(text), *_lengths(text), *_clocks(text), *_counts(text)]
    return tuple(sorted(found, key=lambda f: f.start))


def agree(ours: Sequence[Figure], theirs: Sequence[Figure], tolerance: float = 0.1, slack: float = 0.0) -> bool:
    """Whether any two of them may mean the same: they overlap, give or take a share of the greater, or a fixed slack."""
    return any(_meet(a, b, tolerance, slack) for a in ours for b in theirs)


def _meet(a: Figure, b: Figure, tolerance: float, slack: float) -> bool:
    room = max(slack, tolerance * max(a.high, b.high))
    return a.low - room <= b.high and b.low - room <= a.high


def _money(text: str) -> Iterable[Figure]:
    taken: list[range] = []
    for match in MONEY.finditer(text):
        low, high = match["low1"] or match["low"], match["high1"] or match["high"]
        scale = match["scale1"] or match["scale"] or ""
        taken.append(range(match.start(), match.end()))
        yield _figure("money", low, high, scale, match)
    if not taken and not ABOUT_MONEY.search(text):
        return
    for match in MILLIONS.finditer(text):
        if not any(match.start() in r for r in taken):
            yield _figure("money", match["low"], match["high"], match["scale"], match)


def _shares(text: str) -> Iterable[Figure]:
    yield from (_figure("share", m["low"], m["high"], "", m) for m in SHARE.finditer(text))
    for match in IN_WORDS.finditer(text):
        value = WORDS[match[1].lower()[:4]]
        yield Figure("share", value, value, match.start(), match.end())


def _lengths(text: str) -> Iterable[Figure]:
    for match in LENGTH.finditer(text):
        days, hours, minutes, seconds = (float(match[n] or 0) for n in ("d", "h", "m", "s"))
        minutes += float(match["m2"] or 0)
        value = days * 1440 + hours * 60 + minutes + seconds / 60
        if value:
            yield Figure("length", value, value, match.start(), match.end())


def _clocks(text: str) -> Iterable[Figure]:
    for match in CLOCK.finditer(text):
        value = int(match[1]) * 60 + int(match[2]) + int(match[3] or 0) / 60
        yield Figure("clock", value, value, match.start(), match.end())


def _counts(text: str) -> Iterable[Figure]:
    for match in COUNT.finditer(text):
        noun = match["noun"].lower()
        if noun not in NO_NOUN:
            yield _figure(noun, match["low"], match["high"], match["scale"] or "", match)


def _figure(kind: str, low: str, high: str | None, scale: str, match: re.Match[str]) -> Figure:
    factor = SCALE.get((scale or "").lower(), 1.0)
    least = _number(low) * factor
    return Figure(kind, least, max(least, _number(high) * factor) if high else least, match.start(), match.end())


def _number(text: str) -> float:
    plain = re.sub(r"[ ,'\u202f](?=\d{3}(?:\D|$))", "", text).replace(",", ".")
    return float(plain)
