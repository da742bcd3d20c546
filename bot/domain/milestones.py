"""Started, detected, acknowledged, mitigated, resolved: found in what was said, never invented."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain import milestone_words as words
from bot.domain.alerts import AlertState, alert_state
from bot.domain.classify import EntryKind, kind_of
from bot.domain.first_look import FirstLook, first_look
from bot.domain.message import Message, MessageKind, Person
from bot.domain.milestone_words import Cue
from bot.domain.signals import heard
from bot.domain.stated_time import named_zones, stated_time, stated_times
from bot.domain.timeline_weights import KINDS


class MilestoneName(StrEnum):
    """The five moments of an incident."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


# Somebody who writes "looking" hours later does not acknowledge the first alert.
ANSWERED_WITHIN = timedelta(minutes=20)
# What comes less than this after the one before belongs to the same outbreak.
OUTBREAK, TALKED = timedelta(minutes=20), timedelta(minutes=9)
# A change that a bot reports so shortly before the first alert shows the start; earlier, if people speak of it.
CHANGE_BEFORE, SPOKEN_OF = timedelta(minutes=6), timedelta(hours=1)
NUMBERS = re.compile(r"\w*\d[\w.]*\d")
LONG_BEFORE, SHORTLY_BEFORE, JUST_AFTER = timedelta(hours=11), timedelta(minutes=30), timedelta(minutes=5)
TOLD_WITHIN = 40
# So much must speak for a message of a person for it to show a milestone without its very word.
WORTH, PLAUSIBLE, UNLIKELY = -0.4, -1.6, -3.5
STATED_WITHIN = timedelta(hours=3)
ONE_BREATH = timedelta(minutes=15)
CHEERS = {"tada", "rocket", "raised_hands", "partying_face", "confetti_ball", "clap", "star-struck"}
MANY = 3
HAS_CLOCK = re.compile(r"\d[:h]\d\d")
ENOUGH = 150  # messages with a time of day tell how a channel says them
# Patterns are only tried where the words of the text are of their sort; scripts without such words are always tried.
OF_NOTICING = {"word_symptom", "word_impact", "word_attempt", "word_explain"}
OF_ENDING = {"word_over", "word_better", "word_did"}
ANYTHING = Cue("")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment and the message that shows it; `how`: "stated", "message" or "by_hand"."""

    at: datetime
    ts: str | None
    how: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class _Channel:
    """What is looked at: the messages that carry words, how much speaks for each, what each alert says, and people's zones."""

    messages: Sequence[Message]
    scores: Sequence[float]
    people: Mapping[str, Person]
    found: Sequence[Mapping[str, float]]
    times: Sequence[datetime]
    in_utc: bool = False

    def zones(self, message: Message) -> tuple[str, ...]:
        """The zones in which a time of day of that message may be meant, the likeliest first."""
        person = self.people.get(message.author)
        own = (person.tz if person else None) or "UTC"
        return ("UTC", own) if self.in_utc else (own,)

    def stated(self, message: Message, after: int = 0) -> datetime | None:
        """The time that a message states from that place on, else anywhere in it."""
        times = stated_times(message.text, message.at, *self.zones(message))
        later = [s for s in times if s.start >= after] or list(times)
        best = next((s for s in later if s.zoned or s.ago), later[0] if later else None)
        return best.at if best else None


def find_milestones(
    messages: Sequence[Message], people: Mapping[str, Person], look: FirstLook | None = None
) -> dict[MilestoneName, Milestone | None]:
    """The milestones of messages sorted by time; None where the chat does not show one."""
    seen = look or first_look(messages, people)
    kept = [i for i, m in enumerate(messages) if m.kind in {MessageKind.SAID, MessageKind.ALERT, MessageKind.TOPIC}]
    told = [messages[i] for i in kept]
    channel = _Channel(told, [seen.scores[i] for i in kept], people, [seen.found[i] for i in kept], [m.at for m in told])
    channel = replace(channel, in_utc=_speaks_utc(channel))
    detected = _detected(channel)
    resolved = _resolved(channel, detected)
    return {
        MilestoneName.STARTED: _started(channel, detected),
        MilestoneName.DETECTED: detected,
        MilestoneName.ACKNOWLEDGED: _acknowledged(channel, detected),
        MilestoneName.MITIGATED: _mitigated(channel, detected, resolved),
        MilestoneName.RESOLVED: resolved,
    }


def _speaks_utc(channel: _Channel) -> bool:
    """Whether people here say times of day in UTC without naming it: they name it elsewhere, or else their times would lie
    too far from when they are said."""
    votes = looked = 0
    for message in channel.messages:
        if message.kind is not MessageKind.SAID or not HAS_CLOCK.search(message.text):
            continue
        looked += 1
        own = channel.zones(message)[0]
        readings = zip(stated_times(message.text, message.at, own), stated_times(message.text, message.at, "UTC"), strict=True)
        for there, here in readings:
            if here.zoned:
                votes += "UTC" in named_zones(message.text)
            elif there.at != here.at:
                votes += 1 if abs(here.at - message.at) < abs(there.at - message.at) else -1
        if looked == ENOUGH:
            break
    return votes > 0


def _state(message: Message) -> AlertState | None:
    return alert_state(message.text, message.author_name) if message.kind is MessageKind.ALERT else None


def _detected(channel: _Channel) -> Milestone | None:
    """The first sign in the outbreak in which the incident was declared; or earlier, as somebody told it."""
    signs = [i for i in range(len(channel.messages)) if _is_sign(channel, i)]
    anchor = _anchor(channel, signs)
    first = None
    if signs and anchor is not None:
        # The sign that the declaration follows, then back to the first of the same outbreak.
        place = max((k for k, i in enumerate(signs) if i <= anchor), default=0)
        while place and _one_outbreak(channel, signs[place - 1], signs[place]):
            place -= 1
        first = channel.messages[signs[place]]
    told = _told(channel, anchor)
    seen = Milestone(first.at, first.ts, "message") if first else None
    return min((m for m in (told, seen) if m), key=lambda m: m.at, default=None)


def _one_outbreak(channel: _Channel, before: int, after: int) -> bool:
    """An alert opens an outbreak some time before the next sign; what a person notices, shortly before it."""
    apart = channel.messages[after].at - channel.messages[before].at
    return apart <= (OUTBREAK if channel.messages[before].kind is MessageKind.ALERT else TALKED)


def _is_sign(channel: _Channel, i: int) -> bool:
    message = channel.messages[i]
    if message.kind is MessageKind.ALERT:
        return _state(message) is AlertState.OPENS
    if (
        message.kind is not MessageKind.SAID
        or channel.scores[i] < PLAUSIBLE
        or (message.text.rstrip().endswith("?") and channel.scores[i] < WORTH)
    ):
        return False
    if message.text.isascii() and OF_NOTICING.isdisjoint(channel.found[i]):
        return False
    return bool(_has(words.NOTICED, message.text) or words.NOTICED_CJK.search(message.text))


def _anchor(channel: _Channel, signs: Sequence[int]) -> int | None:
    """Where the incident was declared: its first escalation, by a person or in the topic; else the first sign."""
    for i, message in enumerate(channel.messages):
        declared = "word_escalate" in channel.found[i] and message.kind is MessageKind.SAID and channel.scores[i] > WORTH
        topic = message.kind is MessageKind.TOPIC and re.search(r"(?i)\b(?:sev|p) ?-?\d\b", message.text)
        if declared or topic:
            near = next((s for s in signs if s > i and channel.messages[s].at - message.at <= OUTBREAK), None)
            return i if any(s <= i for s in signs) else near if near is not None else i
    return signs[0] if signs else None


def _told(channel: _Channel, anchor: int | None) -> Milestone | None:
    """The detection as somebody told it when the channel opened after it."""
    begin = max(0, (anchor or 0) - TOLD_WITHIN)
    for message in channel.messages[begin : begin + 2 * TOLD_WITHIN]:
        match = words.DETECTED_AT.search(message.text) if message.kind is MessageKind.SAID else None
        at = channel.stated(message, match.end()) if match else None
        if at is not None and message.at - LONG_BEFORE <= at <= message.at:
            return Milestone(at, message.ts, "stated")
    return None


def _acknowledged(channel: _Channel, detected: Milestone | None) -> Milestone | None:
    if detected is None:
        return None
    until = bisect_right(channel.times, detected.at + ANSWERED_WITHIN)
    soon = [i for i in range(bisect_left(channel.times, detected.at), until) if channel.messages[i].ts != detected.ts]
    bot = next((i for i in soon if _state(channel.messages[i]) is AlertState.ACKED), None)
    said = next((i for i in soon if channel.messages[i].kind is MessageKind.SAID and _takes(channel.messages[i].text)), None)
    first = min((i for i in (bot, said) if i is not None), default=None)
    return Milestone(channel.messages[first].at, channel.messages[first].ts, "message") if first is not None else None


def _takes(text: str) -> bool:
    return bool(words.affirmed(words.TAKEN, text) or words.TAKEN_CJK.search(text))


def _started(channel: _Channel, detected: Milestone | None) -> Milestone | None:
    """As somebody said it and nobody corrected; else a change that a bot reported right before."""
    if detected is None:
        return None
    for cue, farthest in ((words.BEGAN, LONG_BEFORE), (words.SINCE, SHORTLY_BEFORE)):
        for i in range(bisect_left(channel.times, detected.at - JUST_AFTER), len(channel.messages)):
            message = channel.messages[i]
            if message.kind is MessageKind.TOPIC or channel.scores[i] < PLAUSIBLE:
                continue
            timed = channel.found[i].get("figures") or "word_time_word" in channel.found[i] or message.kind is MessageKind.ALERT
            looked = (timed or not message.text.isascii()) and _has(cue, message.text)
            match = cue.search(message.text) if looked else None
            at = channel.stated(message, match.end()) if match else None
            if at is not None and -farthest <= at - detected.at <= JUST_AFTER:
                return _corrected(channel, Milestone(at, message.ts, "stated"), words.BEGAN)
    return _change_before(channel, detected)


def _change_before(channel: _Channel, detected: Milestone) -> Milestone | None:
    """A change that a bot reported right before; or somewhat before, if people come back to it by its time or number."""
    recent = [m for m in channel.messages if _state(m) is AlertState.CHANGE and timedelta() <= detected.at - m.at <= SPOKEN_OF]
    later = [m for m in channel.messages if m.at > detected.at and m.kind is MessageKind.SAID]
    for change in reversed(recent):
        if detected.at - change.at <= CHANGE_BEFORE or any(_comes_back(channel, m, change) for m in later):
            return Milestone(change.at, change.ts, "message")
    return None


def _comes_back(channel: _Channel, message: Message, change: Message) -> bool:
    if any(len(number) > 2 and number in change.text for number in NUMBERS.findall(message.text)):
        return True
    times = stated_times(message.text, message.at, *channel.zones(message))
    return any(timedelta() <= change.at - s.at < timedelta(minutes=1) for s in times)


def _corrected(channel: _Channel, said: Milestone, cue: Cue) -> Milestone:
    """What somebody said later to put it right."""
    told = next(i for i, m in enumerate(channel.messages) if m.ts == said.ts)
    root, after = channel.messages[told].ts, bisect_right(channel.times, channel.times[told])
    for message in channel.messages[after:]:
        if not (_has(words.CORRECTS, message.text) or words.CORRECTS_CJK.search(message.text)):
            continue
        if cue.search(message.text) or message.thread_ts == root:
            at = channel.stated(message)
            if at is not None and abs(at - said.at) <= timedelta(hours=6):
                said = Milestone(at, message.ts, "stated")
    return said


def _has(cue: Cue, text: str) -> bool:
    """Whether it stands in a text, looked for once."""
    known, name = heard(text).cues, (cue, "anywhere")
    if name not in known:
        match = cue.search(text)
        known[name] = match.start() if match else None
    return known[name] is not None


def _says(cue: Cue, text: str) -> int | None:
    """Where a text says so, looked for once."""
    known = heard(text).cues
    if cue not in known:
        match = words.affirmed(cue, text)
        known[cue] = match.start() if match else None
    return known[cue]


def _mitigated(channel: _Channel, detected: Milestone | None, resolved: Milestone | None) -> Milestone | None:
    if detected is None:
        return None
    until = resolved.at if resolved else channel.messages[-1].at
    end = resolved.ts if resolved else None
    within = range(bisect_right(channel.times, detected.at), bisect_right(channel.times, until))
    span = [i for i in within if channel.messages[i].ts != end]
    for shows in (_said_mitigated, _got_better):
        found = [at for i in span if (at := shows(channel, i, detected)) is not None and detected.at < at.at]
        if found:
            return _corrected(channel, found[-1], words.MITIGATED)
    return None


def _said_mitigated(channel: _Channel, i: int, after: Milestone) -> Milestone | None:
    return _shown(channel, i, (words.SAID_MITIGATED,), after)


def _got_better(channel: _Channel, i: int, after: Milestone) -> Milestone | None:
    """Words of recovery; or a message that people celebrate and that reads like one."""
    if shown := _shown(channel, i, (words.MITIGATED,), after, PLAUSIBLE):
        return shown
    message = channel.messages[i]
    cheers = sum(len(who) for name, who in message.reactions.items() if name in CHEERS)
    if cheers < MANY or channel.scores[i] <= 0:
        return None
    better = "word_better" in channel.found[i] or kind_of(channel.found[i], KINDS) is EntryKind.MITIGATION
    return _shown(channel, i, (ANYTHING,), after) if better else None


def _resolved(channel: _Channel, detected: Milestone | None) -> Milestone | None:
    """The last time that somebody said so, or the first of several in one breath; else what the public was told."""
    if detected is None:
        return None
    every = [
        m
        for i in range(len(channel.messages))
        if (m := _shown(channel, i, (words.RESOLVED, words.RESOLVED_CJK), detected)) and m.at > detected.at
    ]
    if every:
        place = len(every) - 1
        while place and every[place].at - every[place - 1].at <= ONE_BREATH:
            place -= 1
        return _corrected(channel, every[place], words.RESOLVED)
    public = [
        m for m in channel.messages if m.at > detected.at and _state(m) is AlertState.STATUS and words.RESOLVED.search(m.text)
    ]
    return Milestone(public[-1].at, public[-1].ts, "message") if public else None


def _shown(
    channel: _Channel, i: int, what: Sequence[Cue], after: Milestone | None = None, least: float = UNLIKELY
) -> Milestone | None:
    """What a person's message says to have happened, at the time which it states if it states one close to it."""
    message = channel.messages[i]
    if message.kind is not MessageKind.SAID or channel.scores[i] < least:
        return None
    if message.text.isascii() and OF_ENDING.isdisjoint(channel.found[i]) and not channel.found[i].get("figures"):
        return None
    place = next((found for cue in what if (found := _says(cue, message.text)) is not None), None)
    if place is None:
        return None
    at = stated_time(message.text[place:], message.at, *channel.zones(message))
    # Who tells the whole story names its start, too: that is not the time of its end.
    if at is not None and abs(at - message.at) < STATED_WITHIN and (after is None or at > after.at):
        return Milestone(at, message.ts, "stated")
    return Milestone(message.at, message.ts, "message")
