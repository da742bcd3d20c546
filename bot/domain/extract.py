"""Action items and figures of the impact that the chat itself holds: proposals, each with its message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.due_date import understand_due
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


ACTION = re.compile(
    r"(?i)(?:^|\n|[.!] )\W*(?:action(?: item)?s?|ai|todo|to-do|follow[- ]?up|ticket)\b ?\d*[:\-–]|"
    r"<@\w+>.{0,20}\b(?:can|could|please|will)\b.{3,}\bby\b|\bi(?:'ll| will| can| take)\b.{3,80}\b(?:by|until|next|this|end of)\b|"
    r"\bwe (?:should|need to|must)\b.{8,}"
)
SELF = re.compile(r"(?i)\bi(?:'ll| will| can| take|'d)\b|\bmine\b|\bon me\b")
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tickets", re.compile(r"(?i)\d[\d.,k]*\+? (?:new )?(?:support )?(?:tickets|chats|calls|complaints|emails|cases)")),
    ("users", re.compile(r"(?i)\d[\d.,kKmM]*\+? ?%? (?:of )?(?:our |all |the )?(?:users|customers|accounts|shops|merchants|people|tenants|sites)")),
    ("money", re.compile(r"(?i)[$€£] ?\d[\d.,]*\s?[km]?|\b\d[\d.,]*\s?[km]? ?(?:usd|eur|euros?|dollars|arr)\b")),
    ("traffic", re.compile(r"(?i)\b(?:traffic|requests?|errors?|error rate)\b.{0,40}\d+(?:\.\d+)? ?%|\d+(?:\.\d+)? ?%.{0,25}\b(?:traffic|requests?|errors?)\b")),
    ("duration", re.compile(r"(?i)\b(?:down|outage|unavailable|offline|degraded|for|lasted|total)\b.{0,30}\b\d+ ?(?:h|hours?|min|minutes)\b")),
    ("data", re.compile(r"(?i)\b(?:lost|missing|gone|inconsistent|backlog|queued|dropped)\b.{0,40}\d|\d[\d.,kKmM]*.{0,30}\b(?:lost|missing|gone|inconsistent|dropped|queued)\b")),
)  # fmt: skip


def proposed_actions(messages: Sequence[Message], people: Mapping[str, Person]) -> tuple[ProposedAction, ...]:
    """The proposals in the order in which they were made."""
    found = []
    for message in sorted(messages, key=lambda m: m.at):
        if message.kind is MessageKind.SAID and len(message.text) > 15 and ACTION.search(message.text):
            text = " ".join(message.text.split())
            due = understand_due(text, message.at.date())
            found.append(ProposedAction(text[:500], _owner(message, people), due, message.ts))
    return tuple(found)


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


def _owner(message: Message, people: Mapping[str, Person]) -> str | None:
    named: list[str] = [p for p in PERSON_TOKEN.findall(message.text) if p not in people or not people[p].is_bot]
    if named:
        return named[0]
    if SELF.search(message.text):
        return message.author
    words = {w.strip(".,:;()").lower() for w in message.text.split()}
    return next((p.id for p in people.values() if p.name and p.name.lower() in words), None)
