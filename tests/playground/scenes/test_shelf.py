"""The shelf brings people and channels in."""

from __future__ import annotations

import pytest

from bot.playground.scenes.shelf import MOST_RUNS, Shelf
from bot.playground.server import playground


async def test_a_scene_brings_its_people_and_channels_and_invites_the_bot() -> None:
    async with playground() as slack:
        shelf = Shelf(slack)
        run = shelf.begin("everything")
        names = {c["name"] for c in run.shown()["channels"]}
        assert names == {"inc-420-gateway", "inc-421-leaked-key", "team-platform"}
        private = next(c for c in slack.state.channels.values() if c.private)
        assert private.members == {"U0ADA", "U0ZOE", "U0IFE", slack.state.bot_user}
        assert slack.state.people["U0ZOE"]["tz"] == "Asia/Tokyo"
        await shelf.close()


async def test_there_is_an_end_to_the_scenes_of_one_workspace() -> None:
    async with playground() as slack:
        shelf = Shelf(slack)
        for _ in range(MOST_RUNS):
            shelf.begin("incident").pause()
        with pytest.raises(LookupError, match="enough"):
            shelf.begin("incident")
        await shelf.close()
