from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.message import Person
from bot.errors import NotAllowed, NotFound
from bot.store.work import Store
from bot.usecases.signing_in import GOOD_FOR, look_at_link, make_link, use_link

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_a_link_signs_in_the_one_who_asked_and_leads_to_the_page(store: Store) -> None:
    async with store.work("T1") as work:
        secret = await make_link(work, "U1", "/postmortems/3", NOW)
        assert (await look_at_link(work, secret, NOW)).person == "U1"
        assert (await use_link(work, secret, NOW)).goes_to == "/postmortems/3"
        with pytest.raises(NotFound):
            await use_link(work, secret, NOW)


async def test_a_link_that_is_over_or_was_guessed_is_refused(store: Store) -> None:
    async with store.work("T1") as work:
        secret = await make_link(work, "U1", "/", NOW)
        with pytest.raises(NotFound):
            await look_at_link(work, secret, NOW + GOOD_FOR * 2)
        with pytest.raises(NotFound):
            await look_at_link(work, "guess", NOW)
        assert secret != await make_link(work, "U1", "/", NOW)


ADA = Person("U1", "Ada")


@pytest.mark.parametrize("who", [replace(ADA, gone=True), replace(ADA, outside=True), replace(ADA, is_bot=True)])
async def test_guests_bots_and_people_who_left_are_not_let_in(store: Store, who: Person) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_person(who, NOW)
        secret = await make_link(work, "U1", "/", NOW)
        with pytest.raises(NotAllowed):
            await use_link(work, secret, NOW)
