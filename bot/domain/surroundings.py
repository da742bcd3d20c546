"""What the messages around a message tell about it, once each has a first score of its own: named signals again.

Who writes mostly what matters, which words the channel comes back to, what was said right before and after.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from bot.domain.first_look import FirstLook
from bot.domain.message import Message, MessageKind
from bot.domain.signals import Signals, heard

# So much evidence a writer needs before their own habit outweighs everybody's.
PRIOR = 4.0
NEAR = 6
SOON = 150.0
# What led to an incident may stand this much before its start, in seconds; what it left, this much after its end.
BEFORE, AFTER = 600.0, 480.0
# What weighs otherwise where somebody at work says it: half a sentence of theirs is often the step itself.
OF_WORK = {
    name: f"at_work_{name}"
    for name in (
        "plain",
        "word_did",
        "word_doing",
        "word_better",
        "figures",
        "machine_words",
        "asks",
        "words_3_4",
        "words_5_7",
        "word_greet",
    )
}
# After so many seconds without one, an alert that opens is news.
QUIET = 1200.0
# A yes has few words and comes soon after what it agrees to.
SHORT, BACK, ANSWERED, SURE = 6, 8, 400.0, 0.25


def chances(scores: Sequence[float]) -> list[float]:
    return [1 / (1 + math.exp(-max(-30.0, min(30.0, s)))) for s in scores]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The signals of each message, and the word that it brings into the channel and others take up ("" where none)."""

    found: Sequence[Signals]
    brings: Sequence[str]


def surroundings(look: FirstLook, start: datetime | None = None, end: datetime | None = None) -> Surroundings:
    """What is around each message that was looked at. `start` and `end` bound the incident where known."""
    messages, chance = look.messages, chances(look.scores)
    times = [m.at.timestamp() for m in messages]
    found: list[Signals] = [{"first": max(-6.0, min(6.0, s)) / 3} for s in look.scores]
    _habits(look, chance, found)
    brings = _topics(messages, [heard(m.text).rare for m in messages], chance, found)
    _neighbours(messages, times, chance, found)
    _threads(messages, chance, found)
    _answers(messages, times, chance, found)
    _alerts(look, times, found)
    _outside(times, start, end, found)
    return Surroundings(found, brings)


def _habits(look: FirstLook, chance: Sequence[float], found: list[Signals]) -> None:
    """How much of what its writer says otherwise matters; what somebody at work says in short."""
    messages = look.messages
    people = [i for i, m in enumerate(messages) if m.kind is MessageKind.SAID]
    if not people:
        return
    usual = sum(chance[i] for i in people) / len(people)
    total: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for i in people:
        total[messages[i].author] += chance[i]  # type: ignore[assignment]
        count[messages[i].author] += 1
    for i in people:
        author = messages[i].author
        mean = (total[author] - chance[i] + PRIOR * usual) / (count[author] - 1 + PRIOR)
        found[i]["writer"] = mean
        found[i]["writer_beyond_usual"] = mean - usual
        if total[author] - chance[i] > 2.5:
            found[i]["writer_at_work"] = 1.0
            own = look.found[i]
            found[i].update([(at_work, own[name]) for name, at_work in OF_WORK.items() if name in own])


def _topics(
    messages: Sequence[Message], words: Sequence[Sequence[str]], chance: Sequence[float], found: list[Signals]
) -> list[str]:
    """Whether its rarer words are those of what matters; which of them it brings first, for others to take up."""
    n = len(messages)
    seen = Counter(chain.from_iterable(words))
    often = max(6, n // 12)
    again = {w for w, count in seen.items() if 1 < count <= often}  # only these are weighed
    weight: defaultdict[str, float] = defaultdict(float)
    for one, c in zip(words, chance, strict=True):
        for w in one:
            if w in again:
                weight[w] += c
    met: set[str] = set()
    brings = [""] * n
    for i, one in enumerate(words):
        shared = [w for w in one if w in again]
        if shared:
            ratios = [(weight[w] - chance[i]) / (seen[w] - 1) for w in shared]
            found[i]["topic"] = sum(ratios) / len(ratios)
            found[i]["topic_most"] = max(ratios)
            found[i]["topic_words"] = min(4, len(shared)) / 4
            new = [w for w in shared if w not in met]
            found[i]["brings_words"] = min(3, len(new)) / 3
            brings[i] = max(new, key=lambda w: (weight[w], w)) if new else ""
            met.update(new)
    return brings


def _neighbours(messages: Sequence[Message], times: Sequence[float], chance: Sequence[float], found: list[Signals]) -> None:
    """What stands right before and after it."""
    n = len(messages)
    last_by: dict[str, int] = {}
    for i in range(n):
        low, high = max(0, i - NEAR), min(n, i + NEAR + 1)
        around = high - low - 1
        if around:
            found[i]["around"] = (sum(chance[low:high]) - chance[i]) / around
        author = messages[i].author
        if author in last_by:
            j = last_by[author]
            if times[i] - times[j] <= SOON:
                found[i]["same_writer_before"] = chance[j]
                found[j]["same_writer_after"] = chance[i]
        last_by[author] = i
        if i and times[i] - times[i - 1] > 600:
            found[i]["after_silence"] = 1.0


def _threads(messages: Sequence[Message], chance: Sequence[float], found: list[Signals]) -> None:
    """In a thread, how much its first message matters."""
    place = {m.ts: i for i, m in enumerate(messages)}
    for i, message in enumerate(messages):
        root = place.get(message.thread_ts or "")
        if root is not None:
            found[i]["thread_of_what_matters"] = chance[root]


def _answers(messages: Sequence[Message], times: Sequence[float], chance: Sequence[float], found: list[Signals]) -> None:
    """A few words that say yes to what somebody else asked or proposed a moment ago; what is answered so."""
    for i, message in enumerate(messages):
        said = heard(message.text)
        if message.kind is not MessageKind.SAID or not 0 < len(said.words) <= SHORT or "word_go" not in said.signals:
            continue
        for j in range(i - 1, max(-1, i - 1 - BACK), -1):
            asked = messages[j]
            if times[i] - times[j] > ANSWERED:
                break
            if asked.author != message.author and asked.kind is MessageKind.SAID and asked.thread_ts == message.thread_ts:
                open_question = "?" in asked.text or "word_decide" in heard(asked.text).signals
                if open_question and chance[j] > SURE:
                    found[i]["says_yes_to_it"] = chance[j]
                    found[j]["is_agreed"] = 1.0
                    break


def _outside(times: Sequence[float], start: datetime | None, end: datetime | None, found: list[Signals]) -> None:
    """What was said before the incident or after it."""
    early = start.timestamp() - BEFORE if start else 0.0
    late = end.timestamp() + AFTER if end else math.inf
    for time, one in zip(times, found, strict=True):
        if time < early:
            one["before"] = 1.0
        elif time > late:
            one["after"] = 1.0


def _alerts(look: FirstLook, times: Sequence[float], found: list[Signals]) -> None:
    """An alert that opens after a while without any."""
    last = -math.inf
    for i, own in enumerate(look.found):
        if "alert_opens" in own:
            if times[i] - last > QUIET:
                found[i]["alert_is_news"] = 1.0
            last = times[i]
