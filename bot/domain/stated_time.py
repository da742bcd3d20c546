"""Times said in a text, in several languages: "began around 09:40 PT", "half an hour ago", "seit 14 Uhr", "vers 9h40", "at noon"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE_NAMES = r"UTC(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?|GMT|Z|P[SD]?T|E[SD]?T|C[SD]T|M[SD]T|CES?T|MES?Z|WES?T|EES?T|BST|IST|JST|KST|SGT|AES?T|AEDT|BRT|MSK|NZS?T"
CLOCK = re.compile(
    r"(?<![\d:.,/v-])(?:(?P<h>[01]?\d|2[0-4])(?:[:h時]|(?<=\d)\.(?=\d\d ?uhr))(?P<m>[0-5]\d)(?::[0-5]\d)?(?:分)?|(?P<h2>[01]?\d|2[0-3]) ?(?=uhr|heures?\b|[ap]\.?m\b|h\b(?! ?\d* ?min)))"
    r"(?: ?(?P<ap>[ap]\.?m\b\.?))?(?: ?(?:uhr|heures?|h)\b)?(?: ?\(?(?P<zone>" + ZONE_NAMES + r")\b)?(?![\d:%])",
    re.IGNORECASE,
)
TIMELY = re.compile(
    r"(?i)\d|\b(?:ago|vor|hace|il y a|há|noon|midday|midnight|mittag|mitternacht|midi|minuit|mediodía|medianoche|meio-dia|meia-noite)\b"
)
# Of several ways to read a time of day, one that lies so shortly before it was said.
RECENT, SOON = timedelta(hours=6), timedelta(minutes=10)
HOURS = re.compile(r"(?i) ?h(?:eures?)?\b")
AT = re.compile(r"(?i)\b(?:at|since|from|around|about|vers|à|dès|depuis|de|a las|desde|sobre las|às|por volta das|om|sinds)\s?$")
ZONE = re.compile(r"(?<![\w/])(" + ZONE_NAMES + r")(?!\w)")
WORD_CLOCK = re.compile(
    r"(?i)\b(noon|midday|midnight|mittag|mitternacht|mediodía|medianoche|midi|minuit|meio-dia|meia-noite)\b(?: ?(?P<zone>"
    + ZONE_NAMES
    + r")\b)?"
)
NUMBER_WORDS: Mapping[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "ten": 10, "a few": 3, "a couple of": 2, "couple of": 2, "half an": 0.5, "half a": 0.5,
    "einer": 1, "einem": 1, "eine": 1, "zwei": 2, "drei": 3, "zehn": 10, "einer halben": 0.5, "una": 1, "un": 1, "media": 0.5, "dos": 2,
    "tres": 3, "diez": 10, "une": 1, "deux": 2, "trois": 3, "dix": 10, "une demi": 0.5, "uma": 1, "meia": 0.5, "dois": 2, "duas": 2, "dez": 10,
}  # fmt: skip
COUNT = r"(?P<n>\d+|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
UNIT = r"(?P<unit>min(?:ute)?[sn]?|minutos?|h(?:our)?s?|hrs?|stunden?|horas?|heures?)"
AGO = re.compile(
    rf"(?i)\b{COUNT}[ -]?{UNIT} (?:ago|atrás)\b|(?<!\w)(?:vor|hace|il y a|há) {COUNT.replace('<n>', '<n2>')}[ -]?{UNIT.replace('<unit>', '<unit2>')}\b|(?P<n3>\d+)(?P<unit3>分|時間)(?:ほど|くらい)?前"
)
NOT_THIS = re.compile(
    r"(?i)(?:\bnot|\bn't|\binstead of|\brather than|\bnicht|\bstatt|\bno a las|\ben vez de|\bpas|\bau lieu de|\bnão)(?: at| um| à| às)?\s*$"
)
YESTERDAY = re.compile(r"(?i)\b(?:yesterday|last night|gestern|ayer|anoche|hier (?:à|soir)|ontem)\b|昨日|昨夜")
ZONES: Mapping[str, str] = {
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "ET": "America/New_York", "EST": "America/New_York",
    "EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin", "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon",
    "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki", "BST": "Europe/London", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul",
    "SGT": "Asia/Singapore", "AET": "Australia/Sydney", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "BRT": "America/Sao_Paulo",
    "MSK": "Europe/Moscow", "NZT": "Pacific/Auckland", "NZST": "Pacific/Auckland",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """A time that a text states, as UTC; where in the text; whether it names its zone; whether it is a distance ("ago")."""

    at: datetime
    start: int
    zoned: bool
    ago: bool = False


def stated_times(text: str, said_at: datetime, *zones: str) -> tuple[Stated, ...]:
    """The times that a text states, as they stand in it. A time of day is the last such moment before (or just after) it
    was said, in the zone that is named with it, else in another that the text names, else in the first of `zones` (IANA
    names: the writer's) in which it makes sense. What a text says it was not ("not at 14:05") is left out."""
    if not (TIMELY.search(text)):
        return ()
    found = [*_distances(text, said_at), *_clocks(text, said_at, named_zones(text) or zones)]
    return tuple(sorted((s for s in found if not NOT_THIS.search(text[: s.start])), key=lambda s: s.start))


def stated_time(text: str, said_at: datetime, *zones: str) -> datetime | None:
    """The time that a text states: one with its zone before one without; None where it states none."""
    found = stated_times(text, said_at, *zones)
    best = next((s for s in found if s.zoned or s.ago), found[0] if found else None)
    return best.at if best else None


def named_zones(text: str) -> tuple[str, ...]:
    """The zones that a text names, each once."""
    return tuple(dict.fromkeys(m[1].upper().replace(" ", "") for m in ZONE.finditer(text) if m[1] != "Z"))


def _distances(text: str, said_at: datetime) -> Iterator[Stated]:
    for match in AGO.finditer(text):
        count = match["n"] or match["n2"] or match["n3"]
        unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
        number = NUMBER_WORDS.get(count.lower()) or float(count)
        length = timedelta(minutes=number) if unit.startswith(("m", "分")) else timedelta(hours=number)
        if length <= timedelta(days=4):
            yield Stated(said_at - length, match.start(), zoned=False, ago=True)


def _clocks(text: str, said_at: datetime, zones: Sequence[str]) -> Iterator[Stated]:
    before = bool(YESTERDAY.search(text))
    for match in CLOCK.finditer(text):
        if match["h2"] and not match["ap"] and HOURS.match(text, match.end("h2")) and not AT.search(text[: match.start()]):
            continue  # "3 h" is a length unless something says that it is a time of day
        hour, minute = int(match["h"] or match["h2"]) % 24, int(match["m"] or 0)
        if match["ap"]:
            hour = hour % 12 + (12 if match["ap"].lower().startswith("p") else 0)
        yield _at(hour, minute, match, said_at, zones, before)
    for match in WORD_CLOCK.finditer(text):
        night = match[1].lower() in {"midnight", "mitternacht", "medianoche", "minuit", "meia-noite"}
        yield _at(0 if night else 12, 0, match, said_at, zones, before)


def _at(hour: int, minute: int, match: re.Match[str], said_at: datetime, zones: Sequence[str], day_before: bool) -> Stated:
    named = match["zone"]
    readings = [_read(hour, minute, said_at, zone, day_before) for zone in ((named,) if named else zones or ("UTC",))]
    recent = [at for at in readings if said_at - RECENT <= at <= said_at + SOON]
    return Stated(recent[0] if recent else readings[0], match.start(), bool(named))


def _read(hour: int, minute: int, said_at: datetime, zone: str, day_before: bool) -> datetime:
    there = said_at.astimezone(zone_called(zone)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    at = there.astimezone(UTC)
    today = there.date() == said_at.astimezone(zone_called(zone)).date()
    if (day_before and today) or at > said_at + timedelta(hours=1):
        return at - timedelta(days=1)
    return at + timedelta(days=1) if at < said_at - timedelta(hours=23) else at


def zone_called(name: str) -> tzinfo:
    """The zone of that IANA name, abbreviation or distance from UTC; UTC where there is none."""
    key = name.upper().replace(" ", "")
    if key in {"UTC", "GMT", "Z"}:
        return UTC
    if key.startswith("UTC"):
        hours, _, minutes = key[4:].partition(":")
        length = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-length if key[3] == "-" else length)
    try:
        return ZoneInfo(ZONES.get(key, name))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
