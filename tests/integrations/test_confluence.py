"""A space of Confluence: its pages, and whose a page is."""

from __future__ import annotations

import pytest

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.confluence import Confluence
from bot.playground.server import served
from tests.places import confluence
from tests.places.page import page


async def test_a_page_is_found_again_by_its_title_and_our_mark() -> None:
    at = confluence.shelf()
    async with served(confluence.app(at)) as url:
        place = Confluence("INC/77", at.token, url, confluence.USER)
        assert await place.find(page("a")) is None
        made = await place.create(page("a & <b>"))
        assert await place.find(page("b")) == made
        assert made.url == f"{url}/wiki/spaces/INC/pages/{made.ref}"
        assert await place.find(page("b", title="another")) is None
        at.add("theirs", "<p>Our own.</p>")
        assert await place.find(page("b", title="theirs")) is None
    assert at.wrong == []


async def test_the_address_may_end_in_wiki_and_a_space_that_is_not_there_is_told() -> None:
    at = confluence.shelf()
    async with served(confluence.app(at)) as url:
        await Confluence("INC", at.token, f"{url}/wiki/", confluence.USER).check()
        with pytest.raises(ServiceFailure) as failure:
            await Confluence("OPS", at.token, url, confluence.USER).check()
        assert failure.value.error == Trouble.NOT_TAKEN
        with pytest.raises(ServiceFailure) as failure:
            await Confluence("INC", "old", url, confluence.USER).check()
        assert failure.value.error == Trouble.REFUSED
