"""Rows of one postmortem, whichever table they lie in, and none of another."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.action_item import ActionItem, ItemMove, Move
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.store.inspection import Inspection
from bot.store.work import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def put(store: Store, number: int) -> None:
    name, channel = f"pm-{number}", f"C{number}"
    async with store.work("T1") as work:
        await work.postmortems.add(Postmortem(name, number, channel, f"Title {number}", "U1", NOW, "U1"))
        await work.messages.keep(Message(channel, f"17000000{number}.000000", "U1", "said"), NOW)
        await work.items.add(ActionItem(f"item-{number}", number, name, "Do it", created_by="U1", created_at=NOW))
        await work.items.note(f"item-{number}", Move(ItemMove.ACCEPT, "U1", NOW))
        await work.outbox.add(channel, "card", f"card:{name}", {"postmortem": name}, NOW, f"card:{name}")
        await work.outbox.put_place(f"card:{name}", channel, "1.1")


async def test_each_row_is_shown_with_its_own_postmortem(store: Store) -> None:
    await put(store, 1)
    await put(store, 2)
    async with store.database.begin() as connection:
        look = Inspection(connection)
        assert [p["number"] for p in await look.postmortems()] == [1, 2] or [p["number"] for p in await look.postmortems()] == [
            2,
            1,
        ]
        found = await look.tables("pm-1")
        assert {n: len(rows) for n, rows in found.items()} == {
            "postmortems": 1, "messages": 1, "search_stale": 1, "action_items": 1, "item_moves": 1, "outbox": 1, "sent": 1,
        }  # fmt: skip
        assert not [row for rows in found.values() for row in rows if "pm-2" in str(row) or "C2" in str(row)]
        assert await look.tables("pm-3") == {}
        assert {row["state"] for row in await look.outbox()} == {"waiting"}
