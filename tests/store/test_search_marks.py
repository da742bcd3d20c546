"""Whatever changes a report marks it, in the same transaction; where words may have gone they go at once."""

from __future__ import annotations

from bot.domain.edition import Edition
from bot.domain.message import Message
from bot.store.work import Store
from tests.store.test_search import NOW, found, kept


async def test_a_change_marks_what_is_drawn_from_it(store: Store) -> None:
    await kept(store)
    async with store.work("T1") as work:
        assert await work.search.stale(9) == ()
        await work.editions.add("P2", Edition("impact", 1, "Edited", "U1", NOW))
        assert await work.search.stale(9) == ("P2",)
        await work.messages.keep(Message("open", "1700000000.000100", "U1", "hello"), NOW)
        assert set(await work.search.stale(9)) == {"P1", "P2", "P3"}


async def test_deleted_words_are_not_found_even_before_it_is_read_in_again(store: Store) -> None:
    await kept(store)
    async with store.work("T1") as work:
        await work.messages.keep(Message("open", "1700000000.000100", "U1", "hello"), NOW)
        await work.messages.forget_text("open", "1700000000.000100", NOW)
    assert await found(store, "pool") == {"P4"}


async def test_what_is_taken_back_marks_nothing(store: Store) -> None:
    await kept(store)
    try:
        async with store.work("T1") as work:
            await work.search.changed("P1")
            raise LookupError
    except LookupError:
        pass
    assert "P1" in await found(store, "pool")
