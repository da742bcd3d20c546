from __future__ import annotations

from bot.store.work import Store


async def test_everybody_has_a_serial_of_their_own_in_each_workspace(store: Store) -> None:
    async with store.work("T1") as work:
        await work.calendars.put("U1", "a")
        await work.calendars.put("U1", "b")
        assert await work.calendars.serial("U1") == "b"
        assert await work.calendars.serial("U2") == ""
    async with store.work("T2") as work:
        assert await work.calendars.serial("U1") == ""
