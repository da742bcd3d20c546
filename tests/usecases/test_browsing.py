from datetime import UTC, datetime

import pytest

from bot.domain.access import OPERATOR, Deed, Reader
from bot.domain.postmortem import Postmortem, Status
from bot.errors import NotFound
from bot.store.browsing import Filters
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases.browsing import PAGE, browse, numbered

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def fill(store: Store, count: int) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", "", private=True))
        for n in range(1, count + 1):
            await work.postmortems.add(Postmortem(f"P{n}", n, "C1", "Down", "U9", NOW, "U9", status=Status.PUBLISHED))


async def test_a_page_that_there_is_not_is_the_nearest_one(store: Store) -> None:
    await fill(store, PAGE + 1)
    async with store.look("T1") as work:
        shelves = [await browse(work, OPERATOR, Filters(), page) for page in (-3, 1, 2, 99)]
        none = await browse(work, Reader("U1"), Filters(), 5)
    assert [s.page for s in shelves] == [1, 1, 2, 2]
    assert [len(s.found) for s in shelves] == [PAGE, PAGE, 1, 1]
    assert (none.found, none.count, none.page, none.pages) == ((), 0, 1, 1)


async def test_one_that_may_not_be_seen_is_not_there(store: Store) -> None:
    await fill(store, 1)
    async with store.look("T1") as work:
        assert (await numbered(work, Reader("U1", frozenset({"C1"})), 1, Deed.EDIT)).number == 1
        for reader, number in ((Reader("U1"), 1), (OPERATOR, 2)):
            with pytest.raises(NotFound):
                await numbered(work, reader, number)
