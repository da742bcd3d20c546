"""What the coach looks at and what it remembers."""

from __future__ import annotations

from bot.store.database import Database
from bot.store.work import Store
from bot.usecases import coaching
from bot.usecases.coaching import Offer, Source


def test_an_offer_travels_with_a_button() -> None:
    offer = Offer(Source("answer", "P1", "C1", "17.1"), coaching.mark_of("said"), "two\nlines")
    assert Offer.read(str(offer)) == offer


async def test_the_same_words_are_known_again_whoever_writes_them_and_only_with_the_secret(sqlite_url: str) -> None:
    store = Store(Database(sqlite_url))
    async with store.work("T1") as work:
        assert await coaching.first_time(work, "They  were lazy", "secret")
        assert not await coaching.first_time(work, "they were LAZY", "secret")
        assert await coaching.first_time(work, "they were lazy", "another secret")
    async with store.work("T2") as work:
        assert await coaching.first_time(work, "they were lazy", "secret")
    await store.database.close()


async def test_a_text_that_is_gone_is_no_text(sqlite_url: str) -> None:
    store = Store(Database(sqlite_url))
    async with store.look("T1") as work:
        for kind in ("answer", "item", "line"):
            assert await coaching.text_of(work, Source(kind, "P1", "x", "y")) is None
    await store.database.close()
