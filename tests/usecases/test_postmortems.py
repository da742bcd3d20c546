"""Starting, closing, reopening, cancelling: once each, by who may, with what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.postmortem import TITLE_LIMIT, Move, Postmortem, Status
from bot.errors import BadInput, NotAllowed
from bot.store.outbox import Queue
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import postmortems
from bot.usecases.postmortems import Start

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADA = Reader("U1", frozenset({"C1"}))


async def started(work: Work, request: str = "r1", title: str = "Checkout is down") -> Postmortem:
    await work.workspace.put_channel(Channel("C1", "inc-1", member=True))
    return (await postmortems.start(work, Start(request, "C1", "U1", title), NOW))[0]


async def queued(store: Store) -> list[str]:
    """What would be sent, lane by lane, first of each first."""
    kinds: list[str] = []
    async with store.database.begin() as connection:
        queue = Queue(connection)
        while found := await queue.claim(NOW, NOW + timedelta(minutes=1), 50):
            for effect in found:
                kinds.append(effect.kind)
                await queue.done(effect)
    return kinds


async def test_a_start_has_the_channel_kept_read_back_and_shows_the_card(store: Store) -> None:
    async with store.work("T1") as work:
        found = await started(work)
        assert (found.number, found.lead, found.status) == (1, "U1", Status.DRAFT)
        assert (await work.workspace.channel("C1") or Channel("")).kept
    assert await queued(store) == ["learn_channel", "learn_person", "read_history", "card"]


async def test_the_same_press_twice_and_a_second_start_give_the_one_that_is_there(store: Store) -> None:
    async with store.work("T1") as work:
        first = await started(work)
        assert await postmortems.start(work, Start("r1", "C1", "U1", "again"), NOW) == (first, False)
        assert await postmortems.start(work, Start("r2", "C1", "U2", "other"), NOW) == (first, False)


@pytest.mark.parametrize(
    ("asked", "field"),
    [(Start("r", "C1", "U1", "  \n "), "title"), (Start("r", "C1", "U1", "x", began_at=NOW + timedelta(minutes=1)), "began_at")],
)
async def test_what_cannot_be_is_asked_again_at_its_field(store: Store, asked: Start, field: str) -> None:
    with pytest.raises(BadInput) as error:
        async with store.work("T1") as work:
            await postmortems.start(work, asked, NOW)
    assert error.value.field == field
    assert await queued(store) == []


async def test_a_title_is_one_line_and_fits(store: Store) -> None:
    async with store.work("T1") as work:
        assert (await started(work, title="  a\n b " + "x" * 500)).title == ("a b " + "x" * 500)[:TITLE_LIMIT]


async def test_closing_publishes_once_and_reopening_and_closing_publishes_the_new_state(store: Store) -> None:
    async with store.work("T1") as work:
        found = await started(work)
    await queued(store)
    for what in (Move.CLOSE, Move.REOPEN, Move.CLOSE):
        async with store.work("T1") as work:
            found = await postmortems.change_status(work, ADA, found, what, "r", NOW)
            with pytest.raises(BadInput, match="already"):
                await postmortems.change_status(work, ADA, found, what, "r", NOW)
    assert (await queued(store)).count("report") == 2


async def test_only_the_lead_cancels_and_the_channel_hears_of_it(store: Store) -> None:
    async with store.work("T1") as work:
        found = await started(work)
        with pytest.raises(NotAllowed):
            await postmortems.change_status(work, Reader("U2", ADA.channels), found, Move.CANCEL, "r", NOW)
        await postmortems.change_status(work, ADA, found, Move.CANCEL, "r", NOW)
    assert "say" in await queued(store)


async def test_an_old_one_is_not_reopened_beside_an_open_one(store: Store) -> None:
    async with store.work("T1") as work:
        old = await postmortems.change_status(work, ADA, await started(work), Move.CLOSE, "r", NOW)
        await started(work, "r2")
        with pytest.raises(BadInput, match="other_is_open"):
            await postmortems.change_status(work, ADA, old, Move.REOPEN, "r3", NOW)


async def test_a_list_holds_what_the_reader_may_know_of(store: Store) -> None:
    async with store.work("T1") as work:
        await started(work)
        await postmortems.start(work, Start("r2", "C2", "U2", "a secret"), NOW)  # a channel that nobody looked at yet
        assert [p.title for p in await postmortems.listed(work, ADA)] == ["Checkout is down"]
        assert len(await postmortems.listed(work, Reader("U1", frozenset({"C1", "C2"})))) == 2
