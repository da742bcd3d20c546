"""Files of a repository, proposed and brought up to date."""

from __future__ import annotations

import pytest

from bot.domain.published import Trouble
from bot.errors import ServiceFailure
from bot.integrations.gitlab_files import GitLabFiles
from bot.playground.server import served
from tests.integrations.test_pages import page
from tests.places import gitlab


async def test_one_proposal_follows_until_it_is_taken_in_or_turned_down() -> None:
    at = gitlab.shelf()
    async with served(gitlab.app(at)) as url:
        place = GitLabFiles(gitlab.PLACE, at.token, url)
        await place.check()
        assert await place.find(page()) is None
        first = await place.create(page("a"))
        assert first.ref == "postmortems/0007.md"
        assert await place.write(first.ref, page("b"), anew=False) == first
        assert "b\n" in at.one().text
        at.one().gone = True
        with pytest.raises(ServiceFailure) as failure:
            await place.write(first.ref, page("c"), anew=False)
        assert failure.value.error == Trouble.GONE
        again = await place.write(first.ref, page("c"), anew=True)
        assert again.url != first.url
        at.merge(at.one())
        assert await place.write(first.ref, page("c"), anew=False) == again
    assert at.wrong == []
