"""One store of answers, whether a message, a DM or a form holds the words, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.interview import Answer, Asked
from bot.domain.message import Message
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAID = Answer("summary", "q1", "U1", NOW, "it failed", ("C1", "1.000100"))


async def texts(store: Store) -> list[str]:
    async with store.work("T1") as work:
        return [a.text for a in await work.interviews.answers("P1")]


async def test_a_messages_answer_reads_as_the_message_reads_now(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(Message("C1", "1.000100", "U1", "it failed"), NOW)
        assert await work.interviews.add_answer("P1", SAID)
        assert not await work.interviews.add_answer("P1", SAID)
    assert await texts(store) == ["it failed"]
    async with store.work("T1") as work:
        await work.messages.keep(Message("C1", "1.000100", "U1", "it broke"), NOW, "2.000000")
    assert await texts(store) == ["it broke"]
    async with store.work("T1") as work:
        await work.messages.forget_text("C1", "1.000100", NOW)
    assert await texts(store) == []


async def test_the_later_edit_counts_whether_it_came_by_form_or_in_slack(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(Message("C1", "1.000100", "U1", "it failed"), NOW)
        await work.interviews.add_answer("P1", SAID)
        assert await work.interviews.reword("C1", "1.000100", "by form", "3.000000", (False, False)) == ("P1",)
        assert not await work.interviews.reword("C1", "1.000100", None, "2.000000", (False, False))
    assert await texts(store) == ["by form"]
    async with store.work("T1") as work:
        assert await work.interviews.reword("C1", "1.000100", None, "4.000000", (False, False))
    assert await texts(store) == ["it failed"]


async def test_an_answer_without_a_message_holds_its_own_words_until_it_is_withdrawn(store: Store) -> None:
    own = replace(SAID, source=("form", "abc"), way="form")
    async with store.work("T1") as work:
        await work.interviews.put_answer("P1", own, "first")
        await work.interviews.put_answer("P1", own, "second")
    assert await texts(store) == ["second"]
    async with store.work("T1") as work:
        assert await work.interviews.withdraw("form", "abc")
        assert await work.interviews.one("form", "abc") is None
    assert await texts(store) == []


async def test_private_answers_are_among_the_others_only_where_they_are_asked_for(store: Store) -> None:
    hidden = replace(SAID, source=("private", "abc"), privacy="facilitator", confidant="U2")
    async with store.work("T1") as work:
        await work.interviews.put_answer("P1", hidden, "between us")
        assert await work.interviews.answers("P1") == ()
        assert [a.text for a in await work.interviews.private("P1")] == ["between us"]
        assert [a.confidant for a in await work.interviews.everything("P1")] == ["U2"]


async def test_what_was_known_stays_with_the_question(store: Store) -> None:
    async with store.work("T1") as work:
        put = Asked("q1", NOW, told=({"text": "40 failed", "ts": "1.0"},))
        assert await work.interviews.add_asked("P1", "summary", put)
        assert not await work.interviews.add_asked("P1", "summary", put)
        ((section, asked),) = await work.interviews.asked("P1")
    assert (section, asked.question, asked.told) == ("summary", "q1", put.told)
