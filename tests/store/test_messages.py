from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def said(text: str) -> Message:
    return Message("C1", "1700000000.000100", "U1", text)


async def test_a_late_copy_of_a_deleted_message_stays_gone(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.forget_text("C1", "1700000000.000100", NOW)
        await work.messages.keep(said("secret"), NOW)
        assert await work.messages.of("C1") == ()


async def test_an_older_wording_does_not_overwrite_a_newer_one(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(said("second"), NOW, "1700000009.000000")
        await work.messages.keep(said("first"), NOW)
        assert [m.text for m in await work.messages.of("C1")] == ["second"]


async def test_one_workspace_does_not_see_the_messages_of_another(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(said("ours"), NOW)
    async with store.work("T2") as work:
        assert await work.messages.of("C1") == ()


async def test_signals_count_by_their_time_not_their_arrival(store: Store) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(said("look"), NOW)
        await work.messages.signal("C1", "1700000000.000100", "reaction", "memo", "U2", "2", removed=True)
        await work.messages.signal("C1", "1700000000.000100", "reaction", "memo", "U2", "1", removed=False)
        assert not (await work.messages.of("C1"))[0].reactions


async def test_what_is_too_old_goes_with_its_reactions_but_where_a_postmortem_is(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(Postmortem("P1", 1, "C2", "Checkout is down", "U1", NOW, "U1"))
        for channel in ("C1", "C2"):
            await work.messages.keep(replace(said("look"), channel=channel), NOW)
            await work.messages.signal(channel, "1700000000.000100", "reaction", "memo", "U2", "5", removed=False)
        assert await work.messages.drop_before(NOW) == 1
        await work.messages.keep(said("look"), NOW)
        assert dict((await work.messages.of("C1"))[0].reactions) == {}
        assert dict((await work.messages.of("C2"))[0].reactions) == {"memo": ("U2",)}
