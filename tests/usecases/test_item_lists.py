"""Pages of action items."""

from __future__ import annotations

from bot.domain.access import Reader
from bot.domain.item_list import ItemFilters, Standing
from bot.domain.item_words import Choice
from bot.domain.message import Person
from bot.store.work import Store
from bot.usecases import item_lists
from tests.store.test_item_lists import NOW, TODAY, fill


def test_a_choice_becomes_filters() -> None:
    assert item_lists.filters(Choice(standing="overdue", owner="U2"), "P1") == ItemFilters(
        Standing.OVERDUE, owner="U2", postmortem="P1"
    )
    assert item_lists.filters(Choice(standing="unfinished")) == ItemFilters(unfinished=True)


async def test_a_page_that_is_not_there_is_the_nearest_one(store: Store) -> None:
    await fill(store)
    async with store.look("T1") as work:
        shelf = await item_lists.browse(work, Reader("U1"), ItemFilters(), TODAY, 9, 4)
    assert ([f.item.number for f in shelf.found], shelf.count, shelf.page, shelf.pages) == ([5, 6], 6, 2, 2)


async def test_how_items_fare_is_told_by_service_and_by_the_teams_of_profiles(store: Store) -> None:
    await fill(store)
    async with store.work("T1") as work:
        await work.workspace.put_person(Person("U2", "Sam", title="Payments engineer"), NOW)
    async with store.look("T1") as work:
        told = await item_lists.fare(work, Reader("U1"), TODAY)
    assert (told.all.promised, told.all.overdue) == (6, 1)
    assert list(told.services) == ["pay"]
    assert told.teams == {}  # one owner alone
