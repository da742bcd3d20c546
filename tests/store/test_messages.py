from datetime import UTC, datetime

from bot.domain.message import Message
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
