"""Action items and figures of the impact that the chat itself holds: proposals, each with its message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.domain.classify import EntryKind, kind_of
from bot.domain.due_date import understand_due
from bot.domain.first_look import weighed
from bot.domain.followup import zone_of
from bot.domain.message import PERSON_TOKEN, Message, MessageKind, Person
from bot.domain.signals import said as said_signals
from bot.domain.timeline_weights import FIRST, KINDS


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
    channel: str = ""


# Somebody says that what follows is an action item.
LABEL = re.compile(
    r"(?i)(?:^|\n|[.!:,;] )\W*(?:action(?: item)?s?|ai|todo|to-do|follow[- ]?up|ma(?:ß|ss)nahme|aufgabe|tarea|acci[oó]n|action à mener|à faire|tarefa)"
    r"\b\W{0,2}(?: ?\d+)?(?: for (?:me|us|<@\w+>))?\W{0,2}(?:[:\-–*]|\s\S)"
)
# The writer takes it on.
SELF = re.compile(
    r"(?i)\bi(?:'ll| will| can| take|'d| would| own| do| fix| write| build| name| make)\b|\b(?:mine|on me|for me|from me|myself|(?:i'?m|i am) (?:on it|doing))\b|(?:^|[.,:;(\-–+] ?)(?:me|moi|ich|yo|eu|ik)\b(?! (?:think|bin|creo|acho))|"
    r"\b(?:mache|nehme|übernehme|schreibe|kümmere|baue|kläre|erledige) ich\b|\bich (?:mache|nehme|kümmere|schreibe|übernehme|baue|kläre|erledige)\b|\byo (?:me|lo|la|\w+o)\b|\b(?:lo|la) (?:hago|miro|preparo) yo\b|\bme encargo\b|"
    r"\bje (?:m'en|m'occupe|le|la|prends|fais|prépare|rédige)\b|\beu (?:faço|cuido|fico|preparo|escrevo)\b|\bfico com\b"
)
SELF_CJK = re.compile(r"(?:入れ|やり|直し|対応し|書き|作り|担当し)ます|私が")
# Somebody else is asked.
ASKED = re.compile(
    r"(?i)<@\w+>.{0,25}\b(?:can|could|please|will|would|takes?|owns?|to|kannst|bitte|puedes|peux|pode)\b|\b(?:owner|assignee)\b\W"
)
NOBODY = re.compile(
    r"(?i)\b(?:someone|somebody|anyone|no owner|no idea who\w*|who (?:takes|wants)|question mark|jemand|wer (?:macht|nimmt)|alguien|quién|quelqu'un|qui (?:prend|s'en)|alguém|quem)\b"
)
# What a proposal sounds like where a thread collects them.
PROPOSAL = re.compile(
    r"(?i)\b(?:let'?s|should|must|need(?:s|ed)? to|a way to|asking|schedule|date|never|want|help|per|every|stays?|owner for|wir sollten|müssen|muss|hay que|deber[ií]amos|debe|il faut|on doit|devemos|precisamos|deve)\b"
)
GATHERING = re.compile(
    r"(?i)\b(?:action items?|actions?|follow[- ]?ups?|to[- ]?do'?s?|next steps|improvements?|what (?:do|should|would|will) we (?:change|do)|to keep this from|items? (?:here|in)|(?:owner|name) (?:and|\+) date|maßnahmen|massnahmen|nächste schritte|próximos pasos|acciones|"
    r"(?:vos |les )?actions|prochaines étapes|próximos passos|ações|acties)\b"
)
SAID_BEFORE = re.compile(r"(?i)\b(?:see above|as above|siehe oben|ver arriba|voir plus haut|ver acima)\b")
MANY = 3  # so many promises in a thread make it a list of them
# What is about people's day and not about the incident.
SOCIAL = {"word_food", "word_office", "word_personal", "word_joke", "word_aside", "word_thanks", "long_and_plain"}
# So much must speak for a message that gives a figure.
AT_LEAST = -1.8
N = r"\d[\d.,']*"
FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tickets", re.compile(rf"(?i){N}k?\+? (?:new |neue |nuevos )?(?:support )?(?:tickets?|chats|calls|complaints|e?mails|cases|anrufe|llamadas|appels|chamados|reclama\w+)")),
    ("users", re.compile(rf"(?i){N} ?[km]?\+? ?%? (?:of )?(?:our |all |the |new )?(?:users?|customers?|accounts?|shops?|merchants?|people|tenants?|sites|devices|workspaces|kunden|nutzer|händler|usuarios|clientes?|clients?|utilisateurs|usuários|phones|cards|subscribers|sellers|patients|drivers|stores)|\b(?:all|every) (?:users|customers)\b|{N}万人")),
    ("money", re.compile(rf"(?i)[$€£¥] ?{N}\s?[km]?|\b{N}\s?[km]? ?(?:usd|eur|gbp|chf|euros?|dollars|arr)\b")),
    ("traffic", re.compile(r"(?i)\b(?:traffic|requests?|errors?|error rate|egress|conversion|throughput|orders|lookups|queries)\b.{0,45}\d+(?:[.,]\d+)? ?%|\d+(?:[.,]\d+)? ?%.{0,25}\b(?:traffic|requests?|errors?|lookups|queries|payments|orders|logins)\b|\bdown (?:about |by )?\d+(?:[.,]\d+)? ?%")),
    ("duration", re.compile(rf"(?i)\b(?:down|outage|unavailable|offline|degraded|for|lasted|total|after|took|without|the)\b.{{0,30}}\b\d+ ?(?:h|hours?|min|minutes)\b|\b{N} ?(?:h|hours?|std|stunden|heures?|horas?|jours?|días|tage|days) (?:et |y |und |and )?\d+ ?(?:m|min|minutes|minuten|h|hours|heures|horas|stunden)\b|\b(?:{N}|one|two|three|four|five|six|ten) (?:hours|minutes|minuten|minutos|days|stunden|heures)\b")),
    ("data", re.compile(rf"(?i)\b(?:lost|missing|gone|inconsistent|backlog|queued|dropped|deleted|corrupt\w*|verloren|perdid[oa]s|perdus?)\b.{{0,40}}\d|{N} ?[km]?.{{0,30}}\b(?:lost|missing|gone|inconsistent|dropped|queued|deleted|verloren|perdid[oa]s|perdus|rows|records|volumes|objects|projects|messages|files)\b|\bfrom {N} ?[gt]b\b.{{0,20}}\bto\b")),
)  # fmt: skip
FIGURE = re.compile(r"\d")


def proposed_actions(messages: Sequence[Message], people: Mapping[str, Person]) -> tuple[ProposedAction, ...]:
    """The proposals in the order in which they were made. A promise needs a taker and a date; in a thread that
    gathers action items either will do."""
    said = [m for m in sorted(messages, key=lambda m: (m.at, m.ts)) if m.kind is MessageKind.SAID and _may_be(m.text)]
    gathering = _gathering(messages, said, people)
    found = []
    for message in said:
        due, listed = _due(message, people), (message.thread_ts or "") in gathering
        if message.ts not in gathering and _is_action(message, due, listed):
            text = " ".join(message.text.split())
            owner = _owner(message, people, listed)
            found.append(ProposedAction(text[:500], owner, due, message.ts))
    return tuple(found)


def _may_be(text: str) -> bool:
    """Whether it has the length of an action item."""
    return len(text) > 11 and (len(text.split()) > 3 or not text.isascii())


def _takes(text: str) -> bool:
    return bool(SELF.search(text) or ASKED.search(text) or (not text.isascii() and SELF_CJK.search(text)))


def _is_action(message: Message, due: date | None, listed: bool) -> bool:
    text, taken = message.text, _takes(message.text)
    if SAID_BEFORE.search(text):
        return False
    if LABEL.search(text) and not GATHERING.fullmatch(text.strip(" :.!*")):
        return bool(due or taken or listed) or ":" in text
    if listed:
        asks = text.rstrip().endswith("?")
        return bool(taken or due) if asks else bool(taken or due or PROPOSAL.search(text) or NOBODY.search(text))
    later = due is not None and due > message.at.date()
    # A promise in passing may be about lunch.
    return taken and later and SOCIAL.isdisjoint(said_signals(text))


def _gathering(messages: Sequence[Message], said: Sequence[Message], people: Mapping[str, Person]) -> set[str]:
    """The threads in which action items are collected: their first message says so, or promises pile up."""
    roots = {m.ts for m in messages if m.kind is MessageKind.SAID and m.thread_ts is None and GATHERING.search(m.text)}
    replies = {m.thread_ts for m in said if m.thread_ts}
    promises = Counter(m.thread_ts for m in said if m.thread_ts and _takes(m.text) and _due(m, people))
    return (roots & replies) | {ts for ts, count in promises.items() if ts and count >= MANY}


def _due(message: Message, people: Mapping[str, Person]) -> date | None:
    """The date that was named, seen from the writer's own day."""
    person = people.get(message.author)
    return understand_due(message.text, message.at.astimezone(zone_of(person.tz if person else None)).date())


def impact_facts(messages: Sequence[Message]) -> tuple[ImpactFact, ...]:
    """The figures in the order in which they were said."""
    found = []
    for message in sorted(messages, key=lambda m: (m.at, m.ts)):
        if message.kind is not MessageKind.SAID or not FIGURE.search(message.text):
            continue
        kind = fact_of(message.text)
        if kind:
            found.append(ImpactFact(kind, " ".join(message.text.split())[:500], message.ts, message.channel))
    return tuple(found)


@lru_cache(maxsize=20_000)
def fact_of(text: str) -> str | None:
    """The kind of the figure that a text gives of the impact; a message that is about the impact may give any."""
    signs = said_signals(text)
    worth = weighed([signs], FIRST)[0]
    if worth > AT_LEAST and SOCIAL.isdisjoint(signs):
        kind = next((k for k, pattern in FACTS if pattern.search(text)), None)
        if kind:
            return kind
    return "other" if worth > 0 and kind_of(signs, KINDS) is EntryKind.IMPACT else None


def _owner(message: Message, people: Mapping[str, Person], listed: bool) -> str | None:
    """Who takes it: the writer who says so, the person named, and where action items are collected the writer."""
    text = message.text
    named: list[str] = [p for p in PERSON_TOKEN.findall(text) if p not in people or not people[p].is_bot]
    takes, nobody = bool(SELF.search(text) or SELF_CJK.search(text)), bool(NOBODY.search(text))
    if takes:
        return None if nobody else message.author
    if named:
        return named[0]
    if nobody:
        return None
    words = {w.strip(".,:;()").lower() for w in text.split()}
    by_name = next((p.id for p in people.values() if p.name and p.name.lower() in words), None)
    return by_name or (message.author if listed else None)
