"""The remark is private and made once, and nothing is kept that tells who got one."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from tests.coached import ADA, BLAME, SAM, answer, interview, remarks, words
from tests.journeys.stage import stage


async def test_only_the_writer_sees_the_remark_in_the_thread_of_the_answer(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        thread = await interview(at)
        await answer(at, thread)
        (remark,) = remarks(at)
        assert remark["thread_ts"] == thread
        assert "should have looked" in words(remark)
        assert "13:20 to 13:41 on `checkout`" in words(remark)
        assert remarks(at, ADA) == []
        assert not [m for m in at.from_bot() if "should have looked" in str(m)]


async def test_a_calm_answer_gets_none(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await answer(at, await interview(at), "Errors from 13:20 to 13:41, the alert came at 13:30.")
        assert remarks(at) == []


async def test_the_same_words_are_remarked_on_once_and_nothing_says_whose_they_were(database_url: str) -> None:
    async with stage(database_url) as at:
        thread = await interview(at)
        await answer(at, thread)
        await answer(at, thread)
        assert len(remarks(at)) == 1
        async with at.app.store.database.begin() as connection:
            assert (await connection.execute(sa.text("SELECT * FROM outbox WHERE kind = 'coach'"))).all() == []
            kept = str((await connection.execute(sa.text("SELECT * FROM coach_quiet"))).all())
        assert "words:" in kept
        assert SAM not in kept
        assert "looked" not in kept


async def test_a_remark_that_would_come_late_does_not_come(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        thread = await interview(at)
        at.app.dispatcher.stop()
        assert at.app.sending is not None
        await at.app.sending
        at.slack.people.say(SAM, "C0INC", BLAME, thread)
        await at.slack.courier.idle()
        at.clock.shift += timedelta(hours=1)
        for _ in range(20):
            if not await at.app.dispatcher.tick():
                break
        assert remarks(at) == []
