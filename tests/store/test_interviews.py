"""What was asked, and what people answered in today's words of their messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.interview import Answer, Asked
from bot.domain.message import Message
from bot.store.work import Store, Work

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def ts(number: int) -> str:
    return f"170000000{number}.000100"


async def say(work: Work, number: int, text: str, question: str = "who", **marks: bool) -> None:
    message = Message("C1", ts(number), "U1", text)
    await work.messages.keep(message, NOW)
    answer = Answer("impact", question, "U1", NOW + timedelta(minutes=number), text, ("C1", ts(number)), **marks)  # type: ignore[arg-type]
    assert await work.interviews.add_answer("P1", answer)
    assert not await work.interviews.add_answer("P1", answer)


async def words(work: Work) -> list[str]:
    return [a.text for a in await work.interviews.answers("P1")]


async def test_an_answer_reads_as_its_message_reads_now_and_goes_with_it(store: Store) -> None:
    async with store.work("T1") as work:
        await say(work, 1, "40 shops")
        await say(work, 2, "all of Europe")
        await work.messages.keep(Message("C1", ts(1), "U1", "14 shops"), NOW, "1800000000.000100")
        assert await words(work) == ["14 shops", "all of Europe"]
        await work.messages.forget_text("C1", ts(2), NOW)
        assert await words(work) == ["14 shops"]


async def test_a_skip_has_no_words_and_a_wish_to_go_on_is_no_answer(store: Store) -> None:
    async with store.work("T1") as work:
        await say(work, 1, "skip", skipped=True)
        await say(work, 2, "idk", said_unknown=True)
        await say(work, 3, "next", question="")
        found = await work.interviews.answers("P1")
    assert [(a.text, a.skipped, a.said_unknown) for a in found] == [("", True, False), ("", False, True)]


async def test_a_question_is_put_once_and_in_order(store: Store) -> None:
    async with store.work("T1") as work:
        for question, probe in (("who", ""), ("who", "figure"), ("cost", "")):
            assert await work.interviews.add_asked("P1", "impact", Asked(question, NOW, probe))
            assert not await work.interviews.add_asked("P1", "impact", Asked(question, NOW, probe))
        await work.interviews.add_asked("P1", "summary", Asked("what", NOW))
        assert [(a.question, a.probe) for _, a in await work.interviews.asked("P1", "impact")] == [
            ("who", ""),
            ("who", "figure"),
            ("cost", ""),
        ]
        assert len(await work.interviews.asked("P1")) == 4


async def test_a_thread_is_quiet_when_its_last_answer_is_old_and_newer_than_the_question(store: Store) -> None:
    async with store.work("T1") as work:
        await work.interviews.add_asked("P1", "impact", Asked("who", NOW))
        assert await work.interviews.quiet_since(NOW + timedelta(hours=1)) == ()
        await say(work, 5, "40 shops")
        assert await work.interviews.quiet_since(NOW + timedelta(minutes=4)) == ()
        assert await work.interviews.quiet_since(NOW + timedelta(minutes=5)) == (("P1", "impact"),)
        await work.interviews.add_asked("P1", "impact", Asked("cost", NOW + timedelta(minutes=6)))
        assert await work.interviews.quiet_since(NOW + timedelta(hours=1)) == ()
