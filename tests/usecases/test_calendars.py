"""Who gets which items at which address."""

from __future__ import annotations

import pytest

from bot.domain.message import Person
from bot.errors import NotAllowed, NotFound
from bot.store.work import Store
from bot.usecases import action_items
from bot.usecases.action_items import Promise
from bot.usecases.calendars import Addresses, address_of, end, items_at
from tests.usecases.test_nudges import ADA, BEGAN, DUE, FOLLOW, ONE, promised

ADDRESSES = Addresses("secret")


async def test_the_address_stays_until_it_is_changed_and_shows_what_has_a_date(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await action_items.add(work, ADA, ONE, Promise("undated", "Write the runbook", "U2"), FOLLOW, BEGAN)
        await action_items.add(work, ADA, ONE, Promise("other", "Another's", "U1", DUE), FOLLOW, BEGAN)
        first = await address_of(work, ADDRESSES, "U2")
        assert await address_of(work, ADDRESSES, "U2") == first
        team, person, serial = ADDRESSES.read(first)
        assert (team, person) == ("T1", "U2")
        assert [one.item.text for one in await items_at(work, person, serial, DUE)] == ["Alert on lag"]


async def test_an_address_that_was_changed_or_ended_is_void(store: Store) -> None:
    async with store.work("T1") as work:
        old = ADDRESSES.read(await address_of(work, ADDRESSES, "U2"))[2]
        new = ADDRESSES.read(await address_of(work, ADDRESSES, "U2", anew=True))[2]
        with pytest.raises(NotFound):
            await items_at(work, "U2", old, DUE)
        await end(work, "U2")
        for serial in (new, ""):
            with pytest.raises(NotFound):
                await items_at(work, "U2", serial, DUE)


async def test_who_left_has_no_calendar(store: Store) -> None:
    async with store.work("T1") as work:
        serial = ADDRESSES.read(await address_of(work, ADDRESSES, "U2"))[2]
        await work.workspace.put_person(Person("U2", "Sam", gone=True), BEGAN)
        with pytest.raises(NotAllowed):
            await items_at(work, "U2", serial, DUE)


@pytest.mark.parametrize("token", ["", "x", "WyJUMSIsIlUyIiwieCJd.bad", Addresses("another").make("T1", "U2", "s")])
def test_what_was_not_signed_here_is_no_address(token: str) -> None:
    with pytest.raises(NotFound):
        ADDRESSES.read(token)
