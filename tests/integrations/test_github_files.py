"""A repository of GitHub: what is there decides how a file is written."""

from __future__ import annotations

from bot.integrations.github_files import GitHubFiles
from bot.integrations.proposing import State
from bot.playground.server import served
from tests.places import github
from tests.places.page import page


async def test_a_branch_that_an_attempt_left_behind_begins_anew() -> None:
    at = github.shelf()
    async with served(github.app(at)) as url:
        place = GitHubFiles(github.PLACE, at.token, url)
        assert await place.check()
        assert (await place.newest("postmortem-7")).state is State.NONE
        await place.begin("postmortem-7", "main")
        assert await place.put("postmortems/0007.md", "half", "t", "postmortem-7", "main")
        made = await place.create(page("whole"))
        assert (await place.newest("postmortem-7")).state is State.OPEN
        assert made.url == f"https://github.test/{github.PLACE}/pull/1"
        assert "whole" in at.one().text
    assert at.wrong == []
