"""One open question a thread, whatever people write and however often it is delivered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.prompts import load_prompts
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import interviews
from bot.usecases.pressing import Spot, next_pressed

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
ADA = Reader("U1", frozenset({"C1"}))
GUIDE = load_prompts().guide
FULL = GUIDE.of(P)


async def opened(work: Work, section: str = "impact") -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True))
    await work.postmortems.add(P)
    await interviews.open_sections(work, ADA, P, GUIDE, section, NOW)


async def say(work: Work, second: int, text: str, user: str = "U1") -> None:
    message = Message("C1", f"{int(NOW.timestamp()) + second}.000100", user, text, thread_ts="1600000000.000100")
    await work.messages.keep(message, NOW)
    await interviews.take_answer(work, message, "thread:P1:impact", GUIDE, NOW + timedelta(seconds=second))


async def asked(work: Work) -> list[tuple[str, str]]:
    return [(a.question, a.probe) for _, a in await work.interviews.asked("P1", "impact")]


async def test_all_sections_open_once_each_with_their_first_question(store: Store) -> None:
    async with store.work("T1") as work:
        await opened(work, "")
        await interviews.open_sections(work, ADA, P, GUIDE, "", NOW)
        found = await work.interviews.asked("P1")
        assert [s for s, _ in found] == [s.id for s in FULL.sections]


async def test_an_answer_without_a_figure_is_asked_for_one_once_and_several_people_answer(store: Store) -> None:
    async with store.work("T1") as work:
        await opened(work)
        await say(work, 1, "Shops in Europe could not take cards")
        await say(work, 2, "Some in Asia, too", "U2")
        assert await asked(work) == [("who_was_affected", "")]
        assert [(p.person, p.probe) for p in await work.personal.of("P1")] == [("U1", "figure"), ("U2", "figure")]
        assert [a.user for a in await work.interviews.answers("P1")] == ["U1", "U2"]


async def test_next_moves_on_once_however_often_it_is_delivered(store: Store) -> None:
    async with store.work("T1") as work:
        await opened(work)
        for _ in range(3):
            await say(work, 1, "next")
        assert [q for q, _ in await asked(work)] == ["who_was_affected", "business"]


async def test_a_skip_moves_on_unless_somebody_else_has_answered(store: Store) -> None:
    async with store.work("T1") as work:
        await opened(work)
        await say(work, 1, "1,200 shops")
        await say(work, 2, "skip", "U2")
        assert await asked(work) == [("who_was_affected", "")]
    async with store.work("T2") as work:
        await opened(work)
        await say(work, 1, "skip")
        assert [q for q, _ in await asked(work)] == ["who_was_affected", "business"]


async def test_a_press_under_an_old_question_explains_itself(store: Store) -> None:
    async with store.work("T1") as work:
        await opened(work)
        await next_pressed(work, ADA, GUIDE, Spot("P1", "impact", "who_was_affected"), NOW)
        with pytest.raises(BadInput, match="stale_question"):
            await next_pressed(work, ADA, GUIDE, Spot("P1", "impact", "who_was_affected"), NOW)


async def test_a_quiet_thread_goes_on_by_itself_when_its_question_was_answered(store: Store) -> None:
    quiet = timedelta(minutes=10)
    async with store.work("T1") as work:
        await opened(work)
        assert await interviews.continue_quiet(work, GUIDE, quiet, NOW + timedelta(hours=1)) == 0
        await say(work, 1, "1,200 shops")
        assert await interviews.continue_quiet(work, GUIDE, quiet, NOW + timedelta(minutes=9)) == 0
        assert await interviews.continue_quiet(work, GUIDE, quiet, NOW + timedelta(minutes=11)) == 1
        assert [q for q, _ in await asked(work)] == ["who_was_affected", "business"]


@pytest.mark.parametrize(("word", "key"), [("impct", "error.no_section_near"), ("xyzzy", "error.no_section")])
async def test_a_wrong_section_is_explained(store: Store, word: str, key: str) -> None:
    async with store.work("T1") as work:
        with pytest.raises(BadInput) as error:
            await opened(work, word)
        assert error.value.key == key
