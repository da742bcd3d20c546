"""Files of a repository, proposed and brought up to date, in both services alike."""

from __future__ import annotations

from base64 import b64encode
from types import ModuleType

import pytest

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.github_files import GitHubFiles
from bot.integrations.gitlab_files import GitLabFiles
from bot.integrations.proposing import Proposing, same
from bot.playground.server import served
from tests.places import github, gitlab
from tests.places.page import page


@pytest.mark.parametrize(("kind", "files"), [(github, GitHubFiles), (gitlab, GitLabFiles)], ids=lambda k: k.__name__)
async def test_one_proposal_follows_until_it_is_taken_in_or_turned_down(kind: ModuleType, files: type[Proposing]) -> None:
    at = kind.shelf()
    async with served(kind.app(at)) as url:
        place = files(kind.PLACE, at.token, url)  # type: ignore[call-arg]
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


def test_a_file_says_the_same_however_its_base64_is_broken_into_lines() -> None:
    encoded = b64encode("Größe".encode()).decode()
    assert same(f"{encoded[:3]}\n{encoded[3:]}\n", "Größe")
    assert not same(encoded, "Größen")
    assert not same(None, "Größe")
    assert not same("%", "Größe")
