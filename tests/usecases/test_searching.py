"""What changed is read in before it is looked for, or by the next tick."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.access import OPERATOR, Reader
from bot.domain.edition import Edition
from bot.domain.postmortem import Postmortem
from bot.prompts import load_prompts
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases import searching

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GUIDE = load_prompts().guide


async def begun(store: Store, count: int = 1) -> None:
    async with store.work("T1") as work:
        for n in range(1, count + 1):
            await work.workspace.put_channel(Channel(f"C{n}", f"inc-{n}", "", private=False))
            await work.postmortems.add(Postmortem(f"P{n}", n, f"C{n}", f"Checkout is down {n}", "U1", NOW, "U1"))


async def titles(store: Store, words: str, reader: Reader = OPERATOR, page: int = 0) -> list[int]:
    async with store.look("T1") as work:
        return [one.postmortem.number for one in (await searching.search(work, reader, words, page)).found]


async def test_a_new_one_is_found_once_it_was_read_in(store: Store) -> None:
    await begun(store)
    assert await titles(store, "checkout") == []
    assert await searching.catch_up(store, "T1", GUIDE, NOW) == 1
    assert await titles(store, "checkout") == [1]
    assert await searching.catch_up(store, "T1", GUIDE, NOW) == 0


async def test_an_edited_text_is_found_with_the_place_that_shows_it(store: Store) -> None:
    await begun(store)
    async with store.work("T1") as work:
        await work.editions.add("P1", Edition("impact", 1, "Orders were lost.", "U1", NOW))
    await searching.keep_up(store, "T1", GUIDE, NOW)
    async with store.look("T1") as work:
        (found,) = (await searching.search(work, OPERATOR, "orders")).found
        assert await searching.matching(work, OPERATOR, "orders") == ("P1",)
        assert await searching.matching(work, OPERATOR, "***") is None
        assert "".join(p.text for p in (await searching.excerpts(work, ["P1"], "orders"))["P1"]) == "Orders were lost."
    assert (found.part_title, [p.text for p in found.excerpt if p.hit]) == ("Impact", ["Orders"])


async def test_what_was_given_privately_is_not_kept_to_be_found(store: Store) -> None:
    from bot.domain.interview import Answer

    await begun(store)
    private = Answer("impact", "who_was_affected", "U2", NOW, "HUSHHUSH", ("D1", "1.0"), privacy="facilitator", confidant="U1")
    async with store.work("T1") as work:
        await work.interviews.put_answer("P1", private, private.text)
    await searching.keep_up(store, "T1", GUIDE, NOW)
    assert await titles(store, "HUSHHUSH") == []


async def test_pages_follow_each_other(store: Store) -> None:
    await begun(store, 6)
    await searching.keep_up(store, "T1", GUIDE, NOW)
    first, second = await titles(store, "checkout"), await titles(store, "checkout", page=1)
    assert len(first) == searching.PAGE
    assert sorted(first + second) == [1, 2, 3, 4, 5, 6]


async def test_what_was_read_in_long_ago_is_read_in_again(store: Store) -> None:
    await begun(store)
    await searching.keep_up(store, "T1", GUIDE, NOW)
    async with store.work("T1") as work:
        await work.search.age(NOW + timedelta(days=1), 10)
        assert await work.search.stale(9) == ("P1",)


async def test_one_that_became_private_is_not_found_by_others(store: Store) -> None:
    await begun(store)
    await searching.keep_up(store, "T1", GUIDE, NOW)
    async with store.work("T1") as work:
        found = await work.postmortems.get("P1")
        assert found is not None
        await work.postmortems.save(replace(found, private=True))
    assert await titles(store, "checkout", Reader("U9")) == []
