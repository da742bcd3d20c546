"""Who is not heard yet: people, teams, and the perspectives that are easily left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.message import Message, Person
from bot.domain.participants import Attendance, Participant


class Perspective(StrEnum):
    """A side that an incident has beside those who repair it."""

    SUPPORT = "support"
    SECURITY = "security"
    CUSTOMERS = "customers"
    VENDOR = "vendor"


TITLES: Mapping[Perspective, re.Pattern[str]] = {
    Perspective.SUPPORT: re.compile(r"(?i)\b(?:support|help ?desk|service desk|customer care)\b"),
    Perspective.SECURITY: re.compile(r"(?i)\b(?:security|infosec|trust|abuse|privacy|ciso|soc)\b"),
    Perspective.CUSTOMERS: re.compile(
        r"(?i)\b(?:customer (?!care|support)\w*|success|account (?:exec\w*|manager)|sales|solutions|communications?|communit\w+|press)\b"
    ),
    Perspective.VENDOR: re.compile(r"(?i)\b(?:vendor|consultant|contractor|partner|supplier|external)\b"),
}
# The chat speaks of that side, so its absence would be felt. Support and customers are asked after always.
SPOKEN: Mapping[Perspective, re.Pattern[str]] = {
    Perspective.SECURITY: re.compile(r"(?i)\b(?:security|attack\w*|abuse|exploit\w*|breach\w*|credential\w*|phish\w*|malicious|leak(?:ed|s)?|badge|ddos|spam)\b"),
    Perspective.VENDOR: re.compile(r"(?i)\b(?:vendor|supplier|contractor|their support|provider|carrier|upstream provider|cloud provider|aws|azure|gcp)\b"),
}  # fmt: skip
ALWAYS = (Perspective.SUPPORT, Perspective.CUSTOMERS)
RANKS = re.compile(
    r"(?i)\b(?:senior|staff|principal|junior|associate|chief|head|vp|vice president|director|lead(?:er)?|manager|engineers?|developer|"
    r"officer|coordinator|analyst|executive|technician|designer|on call|secondary|guest|of|team)\b"
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is not heard yet. `declined` were asked and would rather not; nobody needs a reason."""

    people: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    perspectives: tuple[Perspective, ...] = ()
    declined: tuple[str, ...] = ()


def coverage(
    there: Sequence[Participant],
    heard: Collection[str],
    people: Mapping[str, Person],
    noted: Mapping[str, Attendance],
    spoken: Collection[Perspective],
) -> Coverage:
    """What is missing, given who was there, who has answered, and the sides that the chat speaks of."""
    declined = tuple(p.person for p in there if p.person not in heard and noted.get(p.person, NOBODY).declined_at)
    silent = tuple(p.person for p in there if p.person not in heard and p.person not in declined and not people[p.person].gone)
    everyone = [people[p] for p in dict.fromkeys([*(p.person for p in there), *heard]) if p in people]
    return Coverage(silent, _teams(everyone, heard), _perspectives(everyone, heard, noted, spoken), declined)


NOBODY = Attendance("")


def _teams(everyone: Sequence[Person], heard: Collection[str]) -> tuple[str, ...]:
    members: dict[str, list[str]] = {}
    for person in everyone:
        if team := team_of(person.title):
            members.setdefault(team, []).append(person.id)
    return tuple(team for team, ids in members.items() if not set(ids) & set(heard))


def team_of(title: str) -> str:
    """The trade that a title names: "Backend engineer, jobs" → "Backend"; empty where it names none."""
    for part in re.split(r"[,/|–-]\s", title):
        trade = " ".join(RANKS.sub(" ", part).split()).strip(" ,&")
        if trade:
            return trade[0].upper() + trade[1:]
    return ""


def perspectives_of(person: Person, role: str = "") -> tuple[Perspective, ...]:
    """The sides that somebody's role, title or belonging stands for."""
    words = f"{role} {person.title}"
    found = [p for p, pattern in TITLES.items() if pattern.search(words)]
    return tuple(dict.fromkeys([*found, *([Perspective.VENDOR] if person.outside else [])]))


def _perspectives(
    everyone: Sequence[Person], heard: Collection[str], noted: Mapping[str, Attendance], spoken: Collection[Perspective]
) -> tuple[Perspective, ...]:
    sides = {p.id: perspectives_of(p, noted.get(p.id, NOBODY).role) for p in everyone}
    wanted = {*ALWAYS, *spoken, *(s for those in sides.values() for s in those)}
    had = {s for person in heard for s in sides.get(person, ())}
    return tuple(side for side in Perspective if side in wanted - had)


def sides_spoken_of(messages: Sequence[Message]) -> frozenset[Perspective]:
    """The sides that a chat speaks of."""
    return frozenset(side for side, cue in SPOKEN.items() if any(cue.search(m.text) for m in messages))
