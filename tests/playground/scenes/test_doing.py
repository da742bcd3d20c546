"""Each deed is done as a person does it; what cannot be done is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground.scenes import doing
from bot.playground.scenes.doing import Hands, Stuck
from bot.playground.scenes.story import read_scene
from bot.try_out import TriedOut, tried_out

CHANNEL = "C0INC"


@pytest.fixture
async def both() -> AsyncIterator[TriedOut]:
    async with tried_out() as made:
        while not made.slack.courier.connected:
            await asyncio.sleep(0.01)
        yield made


def hands(both: TriedOut) -> Hands:
    return Hands(both.slack, {"inc": CHANNEL}, {"ada": "U0ADA", "sam": "U0SAM"})


async def play(both: TriedOut, given: Hands, *steps: dict[str, object]) -> None:
    scene = read_scene({"id": "s", "title": "S", "about": "A.", "channels": [{"name": "inc"}], "steps": list(steps)})
    for step in scene.steps:
        await given.do(step)


async def test_words_reactions_threads_and_files_land_in_the_channel(both: TriedOut) -> None:
    given = hands(both)
    await play(
        both, given,
        {"who": "ada", "say": "hello @sam", "as": "a"}, {"who": "sam", "say": "yes", "to": "a", "also": True},
        {"who": "sam", "react": "eyes", "mark": "a"}, {"who": "ada", "pin": "a"}, {"who": "ada", "edit": "a", "text": "hello, @sam"},
        {"who": "sam", "say": "look", "file": "a.png", "as": "f"}, {"who": "sam", "say": "oops", "as": "o"}, {"who": "sam", "delete": "o"},
        {"alert": "FIRING", "text": "much", "as": "w"}, {"who": "ada", "topic": "SEV1"}, {"leave": "sam"},
    )  # fmt: skip
    place = both.slack.state.channels[CHANNEL]
    first = place.messages[given.said["a"]]
    assert first["text"] == "hello, <@U0SAM>"
    assert first["reactions"][0]["users"] == ["U0SAM"]
    assert place.pins == [given.said["a"]]
    assert place.replies(given.said["a"])[0]["subtype"] == "thread_broadcast"
    assert place.messages[given.said["f"]]["files"][0]["name"] == "a.png"
    assert given.said["o"] not in place.messages
    assert place.messages[given.said["w"]]["attachments"][0]["title"] == "FIRING"
    assert place.topic == "SEV1"
    assert "U0SAM" not in place.members


async def test_a_command_its_form_its_answer_and_a_button_beside_the_right_words(both: TriedOut) -> None:
    given = hands(both)
    await play(
        both, given, {"who": "ada", "command": "/postmortem start It broke", "form": {"title": "It broke", "lead": "@ada"}}
    )
    assert both.slack.inside is not None
    await both.slack.courier.idle()
    await both.slack.inside.quiet()
    await play(
        both, given,
        {"who": "ada", "command": "/postmortem action add Write the page @ada by +20d", "as": "one"},
        {"who": "ada", "command": "/postmortem action add Read the page @ada by +30d", "as": "two"},
        {"who": "ada", "command": "/postmortem action done %two% it was read"},
    )  # fmt: skip
    async with both.app.store.work("T0PLAY") as work:
        found = await work.postmortems.open_in(CHANNEL)
        assert found is not None
        items = await work.items.of(found.id)
    assert [(i.state.value, i.owner) for i in items] == [("open", "U0ADA"), ("done", "U0ADA")]
    assert not both.slack.state.errors


async def test_a_button_in_the_open_window_is_pressed_there_and_the_window_closed(both: TriedOut) -> None:
    given = hands(both)
    assert both.slack.inside is not None
    await play(both, given, {"who": "ada", "say": "seeing 500s on checkout, error rate 40 %"})
    await play(both, given, {"who": "ada", "command": "/postmortem start It broke", "form": {"title": "It broke"}})
    await both.slack.courier.idle()
    await both.slack.inside.quiet()
    await play(
        both, given, {"who": "ada", "press": "review_timeline"}, {"who": "ada", "press": "accept_timeline", "window": True}
    )  # fmt: skip
    async with both.app.store.work("T0PLAY") as work:
        found = await work.postmortems.open_in(CHANNEL)
    assert found is not None
    assert found.signed_off is not None
    assert not both.slack.state.stacks["U0ADA"]


async def test_a_step_that_cannot_be_done_says_which(both: TriedOut, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "PATIENCE", 0.1)
    given = hands(both)
    with pytest.raises(Stuck, match="press no_such_button"):
        await play(both, given, {"who": "ada", "press": "no_such_button"})
    with pytest.raises(Stuck, match="edit never"):
        await play(both, given, {"who": "ada", "edit": "never", "text": "x"})
    with pytest.raises(Stuck, match="no number"):
        await play(
            both,
            given,
            {"who": "ada", "command": "/postmortem help", "as": "n"},
            {"who": "ada", "command": "/nothing", "as": "m"},
        )
