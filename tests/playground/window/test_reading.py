"""Unread marks are each person's own."""

from __future__ import annotations

from bot.playground.state import PlaygroundSettings, State
from bot.playground.window.reading import Reading


def test_what_others_wrote_is_unread_until_it_was_read() -> None:
    state = State(PlaygroundSettings())
    channel = state.add_channel("C1", "inc-1", ["U1", "U2"])
    for ts, user, text in (("1.0", "U1", "hello <@U2>"), ("2.0", "U2", "hi")):
        channel.messages[ts] = {"ts": ts, "user": user, "text": text}
    reading = Reading(state)
    assert reading.unread("U2", channel) == (1, 1)
    assert reading.unread("U1", channel) == (1, 0)
    reading.read("U2", "C1", "1.0")
    assert reading.unread("U2", channel) == (0, 0)
    assert reading.unread("U1", channel) == (1, 0)


def test_nobody_unreads_by_looking_at_something_older() -> None:
    reading = Reading(State(PlaygroundSettings()))
    reading.read("U1", "C1", "5.0")
    reading.read("U1", "C1", "3.0")
    assert reading.mark("U1", "C1") == "5.0"


def test_everything_in_a_dm_calls_one() -> None:
    state = State(PlaygroundSettings())
    dm = state.dm("U1")
    dm.messages["1.0"] = {"ts": "1.0", "user": state.bot_user, "text": "a reminder"}
    assert Reading(state).unread("U1", dm) == (1, 1)
