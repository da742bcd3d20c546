"""An export comes in as if it had been heard, and a second time changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.message import Message, Person
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases import importing

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHANNEL = Channel("C1", "inc-1", "Checkout is down", private=True, kept=True)
SAID = Message("C1", "1700000000.000100", "U1", "rolling back", reactions={"eyes": ("U2",)}, pinned_by=("U2",))


async def test_what_was_said_and_marked_is_there_and_a_second_import_adds_nothing(store: Store) -> None:
    for _ in range(2):
        async with store.work("T1") as work:
            found = await importing.take_in(work, CHANNEL, {"U1": Person("U1", "Ada")}, [SAID], NOW)
            assert (found.postmortem.number, found.postmortem.title, found.messages) == (1, "Checkout is down", 1)
    async with store.look("T1") as work:
        assert await work.messages.of("C1") == (SAID,)
        assert len(await work.postmortems.all()) == 1
    assert await store.outbox_counts(NOW) == {}


async def test_what_the_bot_knows_of_the_channel_and_a_later_wording_stay(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(replace(CHANNEL, member=True, private=False))
        await work.messages.keep(replace(SAID, text="rolled back"), NOW, "1800000000.000100")
        await importing.take_in(work, CHANNEL, {}, [SAID], NOW)
        assert (await work.messages.of("C1"))[0].text == "rolled back"
        assert (await work.workspace.channel("C1") or CHANNEL).member
