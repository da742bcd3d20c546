"""Documents in a folder of Google Drive."""

from __future__ import annotations

import pytest

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.google_docs import GoogleDocs
from bot.playground.server import served
from tests.places import google
from tests.places.page import page


def place_at(url: str, token: str = "refresh-token") -> GoogleDocs:
    return GoogleDocs(google.PLACE, token, google.USER, google.SECRET, url)


async def test_a_document_is_found_again_by_our_mark_and_renamed_in_place() -> None:
    at = google.shelf()
    async with served(google.app(at)) as url:
        place = place_at(url)
        assert await place.find(page()) is None
        made = await place.create(page("Größe & <b>"))
        assert "Größe &amp; &lt;b&gt;" in at.one().text
        assert await place.find(page()) == made
        await place.write(made.ref, page("b", title="another"), anew=False)
        assert at.one().title == "another"
    assert at.wrong == []


async def test_a_token_that_ended_and_a_document_in_the_bin_are_told() -> None:
    at = google.shelf()
    async with served(google.app(at)) as url:
        made = await place_at(url).create(page("a"))
        at.one().gone = True
        with pytest.raises(ServiceFailure) as failure:
            await place_at(url).write(made.ref, page("b"), anew=True)
        assert failure.value.error == Trouble.GONE
        with pytest.raises(ServiceFailure) as failure:
            await place_at(url, "ended").check()
        assert failure.value.error == Trouble.REFUSED
