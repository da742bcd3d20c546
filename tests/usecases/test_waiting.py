"""What waits for one person."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.access import Reader
from bot.domain.action_item import ItemMove, Move
from bot.domain.interview import Personal
from bot.domain.postmortem import Postmortem, Status
from bot.domain.review import Review
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import action_items
from bot.usecases.action_items import Promise
from bot.usecases.waiting import waiting_for
from tests.usecases.test_nudges import ADA, BEGAN, DUE, FOLLOW, ONE

SAM = Reader("U2", frozenset({"C1"}))


async def begun(work: Work, postmortem: Postmortem = ONE) -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True, private=True))
    await work.workspace.set_members("C1", frozenset({"U1", "U2"}))
    await work.postmortems.add(postmortem)


async def test_an_item_that_somebody_else_promised_waits_to_be_taken_on(store: Store) -> None:
    async with store.work("T1") as work:
        await begun(work)
        item = await action_items.add(work, ADA, ONE, Promise("r", "Alert on lag", "U2", DUE), FOLLOW, BEGAN)
        assert [i.id for i in (await waiting_for(work, SAM, DUE)).offered] == ["r"]
        await action_items.change(work, SAM, item, Move(ItemMove.ACCEPT, "U2", BEGAN), FOLLOW)
        waits = await waiting_for(work, SAM, DUE)
    assert waits.offered == ()
    assert [i.id for i in waits.mine] == ["r"]
    assert waits.fare.all.promised == 1


async def test_a_review_and_a_question_wait_until_they_are_answered_or_the_postmortem_is_closed(store: Store) -> None:
    asked = Personal("P1", "U2", "impact", "who", "", "D2", "open", 1, BEGAN)
    async with store.work("T1") as work:
        await begun(work)
        await work.reviews.put("P1", Review("U2", "U1", BEGAN))
        await work.personal.put(asked)
        waits = await waiting_for(work, SAM, DUE)
        assert (waits.reviews, waits.questions) == ((ONE,), (ONE,))
        await work.personal.put(replace(asked, state="answered"))
        assert (await waiting_for(work, SAM, DUE)).questions == ()
        await work.postmortems.save(replace(ONE, status=Status.PUBLISHED))
        assert (await waiting_for(work, SAM, DUE)).reviews == ()


async def test_of_what_a_person_may_no_longer_see_nothing_waits(store: Store) -> None:
    async with store.work("T1") as work:
        await begun(work)
        await work.reviews.put("P1", Review("U2", "U1", BEGAN))
        await work.workspace.set_members("C1", frozenset({"U1"}))
        waits = await waiting_for(work, Reader("U2"), DUE)
    assert waits.reviews == ()
    assert waits.fare.all.promised == 0
