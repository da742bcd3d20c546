"""A channel's messages with what speaks for each by itself: the first look, on which milestones and units both build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.message import Message, Person
from bot.domain.signals import Signals, signals
from bot.domain.timeline_weights import FIRST


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Messages sorted by time, the signals of each, and their weighed sum: above 0 it is likelier than not a line."""

    messages: Sequence[Message]
    found: Sequence[Signals]
    scores: Sequence[float]


def first_look(messages: Sequence[Message], people: Mapping[str, Person], weights: Mapping[str, float] = FIRST) -> FirstLook:
    """Look at each message of a channel, sorted by time."""
    found = signals(messages, people)
    return FirstLook(messages, found, weighed(found, weights))


def weighed(found: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """The weighted sum of each message's signals."""
    bias, get = weights["bias"], weights.get
    return [bias + sum([get(name, 0.0) * value for name, value in one.items()]) for one in found]
