"""Pages below a page of Notion."""

from __future__ import annotations

import pytest

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.integrations.notion import Notion
from bot.playground.server import served
from tests.places import notion
from tests.places.page import page


async def test_a_long_page_is_written_in_parts_and_written_anew_in_place() -> None:
    at = notion.shelf()
    async with served(notion.app(at)) as url:
        place = Notion(notion.PLACE, at.token, url)
        await place.check()
        made = await place.create(page(*(f"line {n}" for n in range(250))))
        assert len(at.one().text.splitlines()) == 250
        assert await place.find(page()) == made
        await place.write(made.ref, page("short"), anew=False)
        assert at.one().text.count("\n") == 1
    assert at.wrong == []


@pytest.mark.parametrize(
    "words",
    [notion.PLACE, notion.PARENT.upper(), f"https://www.notion.so/acme/Postmortems-{notion.PLACE}?pvs=4"],
)
async def test_the_page_is_named_by_its_id_or_its_address(words: str) -> None:
    at = notion.shelf()
    async with served(notion.app(at)) as url:
        await Notion(words, at.token, url).check()
        assert at.asked == [f"GET /v1/pages/{notion.PARENT}"]


async def test_a_page_in_the_bin_is_gone() -> None:
    at = notion.shelf()
    async with served(notion.app(at)) as url:
        place = Notion(notion.PLACE, at.token, url)
        made = await place.create(page("a"))
        at.one().gone = True
        with pytest.raises(ServiceFailure) as failure:
            await place.write(made.ref, page("b"), anew=True)
        assert failure.value.error == Trouble.GONE
