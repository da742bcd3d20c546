"""The company that one finds at first."""

from __future__ import annotations

from bot.playground.cast import INCIDENT, MEMBERS, PRIVATE, settle
from bot.playground.state import PlaygroundSettings, State


def test_six_people_in_three_zones_each_with_a_role() -> None:
    state = State(PlaygroundSettings())
    settle(state)
    people = [p for p in state.people.values() if not p["is_bot"]]
    assert len(people) == 6
    assert len({p["tz"] for p in people}) == 3
    assert all(p["profile"]["title"] for p in people)


def test_a_private_channel_is_for_some_and_each_has_an_own_dm_with_the_app() -> None:
    state = State(PlaygroundSettings())
    settle(state)
    assert state.channels[PRIVATE].private
    assert len(state.channels[PRIVATE].members) < len(state.channels[INCIDENT].members)
    for m in MEMBERS:
        assert state.dm(m.id).members == {m.id, state.bot_user}
