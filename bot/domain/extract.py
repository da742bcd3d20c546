"""Action items and figures of the impact that the chat itself holds: proposals, each with its message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.due_date import understand_due
from bot.domain.followup import zone_of
from bot.domain.message import PERSON_TOKEN, Message, MessageKind, Person
from bot.domain.stated_time import AGO


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """What somebody said should be done; owner and due are None where nobody said so."""

    text: str
    owner: str | None
    due: date | None
    ts: str


@dataclass(frozen=True, slots=True)
class ImpactFact:
    """A figure about the impact: its kind (users, tickets, duration, money, traffic, data, other) and words."""

    kind: str
    text: str
    ts: str


# Somebody says that what follows is an action item.
LABEL = re.compile(
    r"(?i)(?:^|\n|[.!:,;] )\W*(?:action(?: item)?s?|ai|todo|to-do|follow[- ]?up|ma(?:ß|ss)nahme|aufgabe|tarea|acci[oó]n|action à mener|à faire|tarefa)"
    r"\b\W{0,2}(?: ?\d+)?(?: for (?:me|us|<@\w+>))?\W{0,2}(?:[:\-–*]|\s\S)"
)
# The writer takes it on.
SELF = re.compile(
    r"(?i)\bi(?:'ll| will| can| take|'d| would| want| own)\b|\b(?:mine|on me|for me|from me|myself|(?:i'?m|i am) (?:on it|doing))\b|(?:^|[.,:;(\-–] ?)me\b|\bme(?: \+|,| and\b)|"
    r"\bich (?:mache|nehme|kümmere|schreibe|übernehme)\b|\byo (?:me|lo)\b|\bje (?:m'en|le|prends)\b|\beu (?:faço|cuido|fico)\b"
)
# Somebody else is asked.
ASKED = re.compile(r"(?i)<@\w+>.{0,25}\b(?:can|could|please|will|would|takes?|owns?|to)\b|\b(?:owner|assignee)\b\W")
NOBODY = re.compile(r"(?i)\b(?:someone|somebody|anyone|no owner|who (?:takes|wants))\b")
# What a proposal sounds like where a thread collects them.
PROPOSAL = re.compile(
    r"(?i)\b(?:let'?s|should|must|need(?:s|ed)? to|a way to|asking|schedule|date|never|want|help|per|every|stays?|owner for|wir sollten|müssen|hay que|deber[ií]amos|il faut|devemos|precisamos)\b"
)
GATHERING = re.compile(
    r"(?i)\b(?:action items?|actions|follow[- ]?ups?|todos?|next steps|improvements?|what (?:do|should|would|will) we (?:change|do)|to keep this from|maßnahmen|próximos pasos|actions à|próximos passos)\b"
)
MANY = 3  # so many promises in a thread make it a list of them
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tickets", re.compile(r"(?i)\d[\d.,k]*\+? (?:new )?(?:support )?(?:tickets|chats|calls|complaints|emails|cases)")),
    ("users", re.compile(r"(?i)\d[\d.,kKmM]*\+? ?%? (?:of )?(?:our |all |the )?(?:users|customers|accounts|shops|merchants|people|tenants|sites)")),
    ("money", re.compile(r"(?i)[$€£] ?\d[\d.,]*\s?[km]?|\b\d[\d.,]*\s?[km]? ?(?:usd|eur|euros?|dollars|arr)\b")),
    ("traffic", re.compile(r"(?i)\b(?:traffic|requests?|errors?|error rate)\b.{0,40}\d+(?:\.\d+)? ?%|\d+(?:\.\d+)? ?%.{0,25}\b(?:traffic|requests?|errors?)\b")),
    ("duration", re.compile(r"(?i)\b(?:down|outage|unavailable|offline|degraded|for|lasted|total)\b.{0,30}\b\d+ ?(?:h|hours?|min|minutes)\b")),
    ("data", re.compile(r"(?i)\b(?:lost|missing|gone|inconsistent|backlog|queued|dropped)\b.{0,40}\d|\d[\d.,kKmM]*.{0,30}\b(?:lost|missing|gone|inconsistent|dropped|queued)\b")),
)  # fmt: skip


def proposed_actions(messages: Sequence[Message], people: Mapping[str, Person]) -> tuple[ProposedAction, ...]:
    """The proposals in the order in which they were made. A promise needs a taker and a date; in a thread that
    gathers action items either will do."""
    said = [m for m in sorted(messages, key=lambda m: m.at) if m.kind is MessageKind.SAID]
    gathering = _gathering(said, people)
    found = []
    for message in said:
        due, listed = _due(message, people), (message.thread_ts or "") in gathering
        if _is_action(message, due, listed):
            text = " ".join(message.text.split())
            owner = _owner(message, people, listed)
            found.append(ProposedAction(text[:500], owner, due, message.ts))
    return tuple(found)


def _is_action(message: Message, due: date | None, listed: bool) -> bool:
    text = message.text
    if len(text.split()) < 4:
        return False
    if LABEL.search(text) and not GATHERING.fullmatch(text.strip(" :.!*")):
        return bool(due or SELF.search(text) or ASKED.search(text) or listed) or ":" in text
    taken = bool(SELF.search(text) or ASKED.search(text))
    if listed:
        return bool(taken or due or PROPOSAL.search(text)) and not text.rstrip().endswith("?")
    later = due is not None and due > message.at.date()
    return taken and later


def _gathering(said: Sequence[Message], people: Mapping[str, Person]) -> set[str]:
    """The threads in which action items are collected: their first message says so, or promises pile up."""
    roots = {m.ts for m in said if m.thread_ts is None and GATHERING.search(m.text)}
    promises = Counter(m.thread_ts for m in said if m.thread_ts and _is_action(m, _due(m, people), listed=False))
    replies = {m.thread_ts for m in said if m.thread_ts}
    return (roots & replies) | {ts for ts, count in promises.items() if ts and count >= MANY}


def _due(message: Message, people: Mapping[str, Person]) -> date | None:
    """The date that was named, seen from the writer's own day."""
    person = people.get(message.author)
    return understand_due(message.text, message.at.astimezone(zone_of(person.tz if person else None)).date())


def impact_facts(messages: Sequence[Message]) -> tuple[ImpactFact, ...]:
    """The figures in the order in which they were said."""
    found = []
    for message in sorted(messages, key=lambda m: m.at):
        if message.kind is not MessageKind.SAID or AGO.search(message.text):
            continue
        kind = next((k for k, pattern in FACTS if pattern.search(message.text)), None)
        if kind:
            found.append(ImpactFact(kind, " ".join(message.text.split())[:500], message.ts))
    return tuple(found)


def _owner(message: Message, people: Mapping[str, Person], listed: bool) -> str | None:
    """Who takes it: the writer who says so, the person named, and where action items are collected the writer."""
    named: list[str] = [p for p in PERSON_TOKEN.findall(message.text) if p not in people or not people[p].is_bot]
    if SELF.search(message.text):
        return message.author
    if named:
        return named[0]
    if NOBODY.search(message.text):
        return None
    words = {w.strip(".,:;()").lower() for w in message.text.split()}
    by_name = next((p.id for p in people.values() if p.name and p.name.lower() in words), None)
    return by_name or (message.author if listed else None)
