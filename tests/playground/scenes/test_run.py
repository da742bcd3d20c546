"""Every scene plays to its end with the real bot, and whoever watches can pause it, go by steps, jump, and take part."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.scenes.run import Run
from bot.playground.scenes.shelf import Shelf
from bot.playground.scenes.story import load_scenes
from bot.try_out import TriedOut, tried_out
from tests.playground.asking import asked_of

SHORT = [name for name, scene in load_scenes().items() if not scene.past]


def refused(both: TriedOut) -> list[Any]:
    return [c for c in both.slack.log if not c.answer.get("ok")]


async def direct(both: TriedOut, run: Run, do: str, **more: Any) -> dict[str, Any]:
    return await asked_of(both.slack.url, "direct", {"run": run.id, "do": do, **more})


def said(both: TriedOut, run: Run) -> list[str]:
    channel = both.slack.state.channels[next(iter(run.places.values()))]
    return [m["text"] for m in channel.messages.values() if m.get("user") != both.slack.state.bot_user]


@pytest.mark.parametrize("name", SHORT)
async def test_a_scene_plays_to_its_end_and_slack_refuses_nothing(name: str) -> None:
    async with tried_out() as both:
        run = both.shelf.begin(name)
        await direct(both, run, "end")
        await run.ended()
        assert (run.state, run.problem) == ("done", "")
        assert run.position == len(run.scene.steps)
        assert both.slack.state.errors == []
        assert refused(both) == []
        await asked_of(both.slack.url, "calm", {})


async def test_the_incident_goes_by_steps_pauses_and_moves_the_clock_of_the_workspace() -> None:
    async with tried_out() as both:
        run = both.shelf.begin("incident")
        await direct(both, run, "pause")
        began, before = run.position, both.slack.state.shift
        assert (await direct(both, run, "play", speed=1))["speed"] == 1
        await direct(both, run, "pause")
        for _ in range(3):
            position = run.position
            await direct(both, run, "step")
            while run.position == position:
                await run.changed()
        assert began + 3 <= run.position < len(run.scene.steps)
        assert both.slack.state.shift > before
        assert run.state == "paused"
        await direct(both, run, "end")
        await run.ended()
        assert both.slack.state.shift >= run.scene.lasts - 60


async def test_people_answer_the_interview_and_the_one_you_play_only_when_you_let_them() -> None:
    async with tried_out() as both:
        run = both.shelf.begin("incident")
        await direct(both, run, "take", who="leo")
        await direct(both, run, "end")
        while not any("first customers" in o.text for o in run.offers):
            await run.changed()
        assert not any("first customers" in text for text in said(both, run))
        first = next(o for o in run.offers if "first customers" in o.text)
        await direct(both, run, "accept", offer=first.id)
        assert any("first customers" in text for text in said(both, run))
        with pytest.raises(AssertionError, match="over"):
            await direct(both, run, "accept", offer=first.id)
        await run.ended()
        for offer in list(run.offers):
            await direct(both, run, "skip", offer=offer.id)
        channel = next(iter(run.places.values()))
        await both.slack.people.slash("U0IFE", channel, "/postmortem", "start Card payments failed")
        assert not await both.slack.people.submit("U0IFE", both.slack.state.stacks["U0IFE"][-1], {})
        await both.slack.people.slash("U0IFE", channel, "/postmortem", "interview summary")
        while not any("declined card" in o.text for o in run.offers):
            await run.changed()
        offer = next(o for o in run.offers if "declined card" in o.text)
        both.slack.people.say("U0LEO", channel, "I say it in my own words", offer.thread)
        while offer in run.offers:
            await run.changed()
        texts = said(both, run)
        assert any("one card payment in ten" in t for t in texts)
        assert not any("declined card. Most" in t for t in texts)


async def test_a_year_of_history_is_made_in_the_past_and_the_clock_comes_back() -> None:
    async with tried_out() as both:
        before = both.slack.state.now()
        run = both.shelf.begin("history")
        with pytest.raises(LookupError, match="wait"):
            both.shelf.begin("incident")
        await run.ended()
        assert (run.state, run.problem) == ("done", "")
        assert before <= both.slack.state.now() < before + 600
        assert both.slack.state.errors == []
        assert refused(both) == []
        async with both.app.store.work("T0PLAY") as work:
            found = await work.postmortems.all()
            states = {i.state.value for p in found for i in await work.items.of(p.id)}
        assert len(found) == 15
        assert {"published", "cancelled", "draft"} == {p.status.value for p in found}
        assert {"open", "done", "dropped"} <= states
        assert (before - found[-1].created_at.timestamp()) / 86_400 > 350
        assert any(p.private for p in found)


async def test_what_is_asked_wrongly_says_what_is_right() -> None:
    async with tried_out() as both:
        run = both.shelf.begin("half-done")
        with pytest.raises(AssertionError, match="incident"):
            await asked_of(both.slack.url, "scenes", {"scene": "flood"})
        for wrong, word in (
            ({"do": "dance"}, "pause"),
            ({"do": "take", "who": "eve"}, "ada"),
            ({"do": "play", "speed": -1}, "speed"),
        ):
            with pytest.raises(AssertionError, match=word):
                await asked_of(both.slack.url, "direct", {"run": run.id, **wrong})
        shown = await asked_of(both.slack.url, "scenes")
        assert [s["id"] for s in shown["scenes"]] == list(Shelf(both.slack).scenes)
        assert shown["runs"][0]["channels"][0]["name"] == "inc-398-search-empty"


async def test_a_scene_begun_twice_gets_channels_of_its_own() -> None:
    async with tried_out() as both:
        first, second = both.shelf.begin("incident"), both.shelf.begin("incident")
        names = [both.slack.state.channels[c].name for r in (first, second) for c in r.places.values()]
        assert names == ["inc-412-card-payments", "inc-412-card-payments-2"]
