"""What speaks for a message's place in the draft by itself, and against it: named signals, each a number from 0 to 1 or so.

The weights of the signals stand in `timeline_weights.py`, made by `python -m tests.eval.train`. No signal knows a
name, a product or a phrase of one company. What only the messages around it tell is in `surroundings.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from bot.domain.alerts import alert_state
from bot.domain.lexicon import CLASSES, WORDS, Remembered, classes, tokens
from bot.domain.message import Message, MessageKind, Person

Signals = dict[str, float]
ASKED = {"pushpin", "round_pushpin", "memo", "spiral_note_pad", "timeline", "clock1"}
LAUGHED = {"joy", "rofl", "laughing", "smile", "100", "sweat_smile", "grin"}
MOVED = {
    "scream",
    "tada",
    "eyes",
    "sob",
    "raised_hands",
    "rocket",
    "crossed_fingers",
    "exploding_head",
    "mindblown",
    "facepalm",
    "grimacing",
}
# A figure, with its unit where it has one; a time of day has a colon.
FIGURE = re.compile(
    r"\d(?<![\w.]\d)[\d.,:]*(?: ?(?:%|(?:k|m|ms|s|sec|min|h|hours?|minutes?|gb|mb|tb|x|mw|qps|rps|pods?|nodes?)\b))?",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
# What only machines are called: a word with a digit, a dash or a dot in it, or in capitals.
MACHINE = re.compile(r"[`*(\"']*(?:\w+[-_./]\w[\w./-]*|[a-z]+\d\w*|[A-Z]{2,}\w*)\W*")
EMOJI = re.compile(r":[a-z][\w+-]*:|[\U0001f300-\U0001faff\u2600-\u27bf]")
MARKS = (
    ("`", "has_code"),
    ("<@", "has_person"),
    ("http", "has_link"),
    ("→", "has_arrow"),
    ("->", "has_arrow"),
    ("↔", "has_arrow"),
    ("?", "asks_within"),
)
OF_CLASS = {name: f"word_{name}" for name in (*CLASSES, "act")}
OPENS_WITH = {name: f"opens_with_{name}" for name in ("act", "did", "doing", "decide", "greet", "escalate", "explain")}
NO_DEED = {
    "morning",
    "evening",
    "meeting",
    "nothing",
    "everything",
    "anything",
    "something",
    "during",
    "wedding",
    "building",
    "typing",
    "sorting",
}
LONG_WORD, MOST_WORDS = 4, 120
# Names by the number of words, and by how many of the lengths are passed.
SIZES = tuple(
    f"words_{name}"
    for name, many in (("0", 1), ("1_2", 2), ("3_4", 2), ("5_7", 3), ("8_12", 5), ("13_25", 13), ("26", 1))
    for _ in range(many)
)
LENGTHS = (30, 60, 90, 140, 220)
OVER = tuple({f"over_{length}": 1.0 for length in LENGTHS[:passed]} for passed in range(len(LENGTHS) + 1))
HEADED = re.compile(r"[^\n:?.,]{3,40}: \S")


def signals(messages: Sequence[Message], people: Mapping[str, Person]) -> list[Signals]:
    """The signals of each message of a channel, sorted by time."""
    named = _first_names(messages, people)
    replies = Counter(m.thread_ts for m in messages if m.thread_ts)
    seen: set[str] = set()
    found = []
    for message in messages:
        if message.kind is MessageKind.ALERT:
            one = _alert(message, seen)
        else:
            text = heard(message.text)
            one = dict(text.signals)
            if not named.isdisjoint(text.words):
                one["names_somebody"] = 1.0
        _place(message, replies, one)
        found.append(one)
    return found


def _first_names(messages: Sequence[Message], people: Mapping[str, Person]) -> frozenset[str]:
    """What the people who write here are called, as others would write it."""
    writers = {m.author for m in messages if m.kind is MessageKind.SAID}
    names = (tokens(people[w].name)[:1] for w in writers if w in people)
    return frozenset(n for one in names for n in one if len(n) > 2)


def _alert(message: Message, seen: set[str]) -> Signals:
    state = alert_state(message.text, message.author_name)
    shape = re.sub(r"[\d#]+", "", message.text[:60])
    again = shape in seen
    seen.add(shape)
    return {"alert": 1, f"alert_{state.value}": 1, "alert_again": float(again)}


@dataclass(frozen=True, slots=True)
class Heard:
    """A text's signals, its words, its longer words (each once, in their order), and where which cue was found in it."""

    signals: Mapping[str, float]
    words: tuple[str, ...]
    rare: tuple[str, ...]
    cues: dict[Hashable, int | None]


def said(text: str) -> Mapping[str, float]:
    """The signals of what a person wrote."""
    return heard(text).signals


@lru_cache(maxsize=20_000)
def heard(text: str) -> Heard:
    """Look at a text. Kept by text, so that a redraft looks at what is new alone."""
    words = tokens(text)
    found: Signals = dict.fromkeys([OF_CLASS[name] for name in classes(words, text)], 1.0)
    if words:
        first = words[0]
        if len(first) > 5 and first.endswith("ing") and first not in NO_DEED:
            found["opens_with_ing"] = 1.0
        found.update(dict.fromkeys([OPENS_WITH[name] for name in WORDS.get(first, ()) if name in OPENS_WITH], 1.0))
    found.update(dict.fromkeys([name for mark, name in MARKS if mark in text], 1.0))
    count = len(words)
    if (":" in text or not text.isascii()) and (emoji := EMOJI.findall(text)):
        found["has_emoji"] = 1.0
        count -= len(tokens(" ".join(emoji)))
    figures = _figures(text, found)
    found[SIZES[min(count, len(SIZES) - 1)] if count > 0 else SIZES[0]] = 1.0
    found.update(OVER[bisect_left(LENGTHS, len(text))])
    _technical(text, figures, found)
    _form(text, count, found)
    kept = tuple(map(intern, words))
    return Heard(found, kept, tuple(dict.fromkeys([w for w in kept[:MOST_WORDS] if len(w) >= LONG_WORD])), {})


def _figures(text: str, found: Signals) -> int:
    if not DIGIT.search(text):
        return 0
    figures = FIGURE.findall(text)
    for figure in figures:
        if not figure[-1].isdigit() and figure[-1] not in ".,:":
            found["has_unit"] = 1.0
        elif ":" in figure[1:3]:
            found["has_clock"] = 1.0
    return len(figures)


def _technical(text: str, figures: int, found: Signals) -> None:
    """Figures, and words that only machines are called by."""
    machine, quoted = sum(map(OF_MACHINES.__getitem__, text.split())), text.count("`")
    found["figures"] = min(3, figures) / 3
    found["machine_words"] = min(4, machine + quoted // 2) / 4
    if not (figures or machine or quoted):
        found["plain"] = 1.0
        if len(text) > 140:
            found["long_and_plain"] = 1.0


def _is_machine(word: str) -> bool:
    return not (word.isalpha() and word[1:].islower()) and MACHINE.fullmatch(word) is not None


OF_MACHINES: Remembered[bool] = Remembered(_is_machine)


def _form(text: str, words: int, found: Signals) -> None:
    """How it is written: asking, quoting, under a heading, in clauses."""
    end = text.rstrip()[-1:]
    parted = ", " in text or ". " in text or ": " in text or "; " in text
    if end == "?":
        found["asks"] = 1.0
        found.pop("asks_within", None)
        if words < 14 and not parted:
            found["only_asks"] = 1.0
    elif end == "!":
        found["exclaims"] = 1.0
    if parted:
        found["clauses"] = 1.0
        if HEADED.match(text):
            found["headed"] = 1.0
    if text.startswith((">", '"', "“")) or "\n>" in text:
        found["quotes"] = 1.0


def _place(message: Message, replies: Mapping[str, int], found: Signals) -> None:
    if message.broadcast:
        found["broadcast"] = 1.0
    elif message.thread_ts is not None:
        found["in_thread"] = 1.0
    if message.ts in replies:
        found["drew_replies"] = min(3, replies[message.ts]) / 3
    if message.reactions:
        found.update(_reactions(message.reactions))
    if message.pinned_by:
        found["pinned"] = 1.0
    if message.files:
        found["file"] = 1.0


def _reactions(reactions: Mapping[str, Sequence[str]]) -> Signals:
    found: Signals = {"reactions": min(4, sum(map(len, reactions.values()))) / 4}
    if not LAUGHED.isdisjoint(reactions):
        found["laughed_at"] = 1.0
    if not MOVED.isdisjoint(reactions):
        found["moved"] = 1.0
    if not ASKED.isdisjoint(reactions):
        found["asked_for"] = 1.0
    return found
