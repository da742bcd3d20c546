"""What speaks for a message's place in the draft, and against it: named signals, each a number from 0 to 1 or so.

The weights of the signals stand in `timeline_weights.py`, made by `python -m tests.eval.train`. No signal knows a
name, a product or a phrase of one company.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.classify import (
    ALERT_ACKED,
    ALERT_ENDS,
    ALERT_ESCALATES,
    ALERT_OPENS,
    CHANGE_BOT,
    CODE,
    CUES,
    NUMBER,
    QUESTION_ONLY,
    SHORT_TALK,
    SMALL_TALK,
    STATUS_PAGE,
    TIME_STATED,
)
from bot.domain.message import PERSON_TOKEN, Message, MessageKind

Signals = dict[str, float]
ASKED = {"pushpin", "round_pushpin", "memo", "spiral_note_pad", "timeline", "clock1"}
TECHNICAL = re.compile(r"\b(?:\w*\d\w*[a-z]\w*|\w+[-_./]\w+|[A-Z]{2,}\w*)\b")
URL = re.compile(r"https?://")
LAUGH = re.compile(
    r"(?i)\b(?:ha(?:ha)+|lol|lmao|jaja|mdr|kkk+|rofl)\b|:(?:joy|rofl|laughing|grin|sweat_smile|wink)[\w_]*:|😂|🤣|😅|;\)|:\)"
)
THANKS = re.compile(
    r"(?i)\b(?:thanks?|thank you|thx|danke|gracias|merci|obrigad[oa]|ありがとう|great (?:job|work)|well done|kudos)\b"
)
DONE = re.compile(
    r"(?i)\b(?:done|finished|complete[d]?|now|confirmed|deployed|started|stopped|gone|back|works?|failed|no (?:change|effect|luck|difference)|still|fertig|erledigt|listo|hecho|terminé|fait|feito|pronto|完了)\b"
)
FIRST_PERSON = re.compile(r"(?i)\b(?:i|i'm|i've|i'll|we|we're|we've|we'll|ich|wir|yo|nosotros|je|nous|on|eu|nós)\b")
NEGATION = re.compile(r"(?i)\b(?:not|no|n't|never|nothing|without|nicht|kein\w*|nichts|sin|nada|ne|pas|rien|não|nem)\b|n't\b")
PERCENT = re.compile(r"\d ?%")
LATER = re.compile(
    r"(?i)\b(?:tomorrow|next week|later|postmortem|review|retro|follow[- ]?up|monday|morgen|mañana|demain|amanhã)\b"
)
ALERTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("alert_status", STATUS_PAGE),
    ("alert_escalates", ALERT_ESCALATES),
    ("alert_opens", ALERT_OPENS),
    ("alert_change", CHANGE_BOT),
    ("alert_acked", ALERT_ACKED),
    ("alert_ends", ALERT_ENDS),
)
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code", CODE),
    ("time_stated", TIME_STATED),
    ("small_talk", SMALL_TALK),
    ("only_a_question", QUESTION_ONLY),
    ("short_talk", SHORT_TALK),
    ("url", URL),
    ("laugh", LAUGH),
    ("thanks", THANKS),
    ("done", DONE),
    ("first_person", FIRST_PERSON),
    ("negation", NEGATION),
    ("percent", PERCENT),
    ("later", LATER),
    ("mention", PERSON_TOKEN),
)


def signals(messages: Sequence[Message], start: datetime | None, end: datetime | None) -> list[Signals]:
    """The signals of each message of a channel, sorted by time. `start` and `end` bound the incident where known."""
    replies = Counter(m.thread_ts for m in messages if m.thread_ts)
    seen: set[str] = set()
    found = []
    for message in messages:
        of_text = _alert(message, seen) if message.kind is MessageKind.ALERT else _said(message.text)
        found.append({**of_text, **_place(message, replies, start, end)})
    return found


def _alert(message: Message, seen: set[str]) -> Signals:
    kind = next((name for name, pattern in ALERTS if pattern.search(message.text)), "alert_other")
    shape = re.sub(r"[\d#]+", "", message.text[:60])
    again = shape in seen
    seen.add(shape)
    return {"alert": 1, kind: 1, "alert_again": float(again)}


def _said(text: str) -> Signals:
    count = len(text.split())
    found: Signals = {
        "words_1_3": float(count < 4),
        "words_4_7": float(4 <= count < 8),
        "words_13_25": float(13 <= count <= 25),
        "words_26": float(count > 25),
        **{f"over_{length}_characters": float(len(text) > length) for length in (30, 60, 90, 140)},
        "numbers": min(3, len(NUMBER.findall(text))) / 3,
        "technical": min(4, len(TECHNICAL.findall(text))) / 4,
        "asks": float(text.rstrip().endswith("?")),
    }
    cues = [f"cue_{kind.value}" for kind, _, cue in CUES if cue.search(text)]
    found |= dict.fromkeys(cues, 1.0)
    found["cues"] = min(3, len(cues)) / 3
    return found | {name: 1.0 for name, pattern in WORDS if pattern.search(text)}


def _place(message: Message, replies: Mapping[str, int], start: datetime | None, end: datetime | None) -> Signals:
    found: Signals = {
        "in_thread": float(message.thread_ts is not None and not message.broadcast),
        "broadcast": float(message.broadcast),
        "drew_replies": min(3, replies.get(message.ts, 0)) / 3,
        "reactions": min(4, sum(map(len, message.reactions.values()))) / 4,
        "pinned": float(bool(message.pinned_by)),
        "asked_for": float(any(name in message.reactions for name in ASKED)),
    }
    if start is not None and message.at < start - timedelta(minutes=10):
        found["before"] = 1
    if end is not None and message.at > end + timedelta(minutes=5):
        found["after"] = 1
    return found
