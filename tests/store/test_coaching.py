"""Names that the coach keeps quiet about, and accepted wordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.interview import Answer
from bot.store.database import Database
from bot.store.work import Store

SAID = Answer("summary", "q", "U1", datetime(2026, 11, 24, 12, tzinfo=UTC), "as said", ("C1", "1.1"))


async def test_a_name_is_quiet_until_that_is_taken_back(database_url: str) -> None:
    store = Store(Database(database_url))
    async with store.work("T1") as work:
        assert await work.coaching.be_quiet("person:U1")
        assert not await work.coaching.be_quiet("person:U1")
        assert await work.coaching.is_quiet(("person:U2", "person:U1"))
        await work.coaching.speak_again("person:U1")
        assert not await work.coaching.is_quiet(("person:U1",))
    await store.database.close()


async def test_a_wording_holds_as_long_as_the_words_behind_it(database_url: str) -> None:
    store = Store(Database(database_url))
    async with store.work("T1") as work:
        await work.coaching.put_wording(SAID, "first")
        await work.coaching.put_wording(SAID, "second")
        assert [a.text for a in await work.coaching.worded((SAID,))] == ["second"]
        assert [a.text for a in await work.coaching.worded((replace(SAID, text="edited"),))] == ["edited"]
        assert await work.coaching.worded(()) == ()
    async with store.work("T2") as work:
        assert [a.text for a in await work.coaching.worded((SAID,))] == ["as said"]
    await store.database.close()
