"""What has happened since an item was done that may tell whether it worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemState
from bot.domain.factors import Tag
from bot.domain.postmortem import Postmortem, Status
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases.proof import incidents_since

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
FIRST = Postmortem("p1", 1, "C1", "Checkout is down", "U1", NOW, "U1", services=("checkout", "db"))
ITEM = ActionItem("i", 1, "p1", "Alert on lag", "U1", NOW, owner="U2", state=ItemState.DONE, closed_at=NOW + timedelta(days=1))


async def test_later_incidents_of_the_same_service_are_named_as_far_as_they_may_be_known(store: Store) -> None:
    def later(number: int, days: int, **facts: object) -> Postmortem:
        made = Postmortem(f"p{number}", number, "C1", f"No {number}", "U1", NOW + timedelta(days=days), "U1", services=("db",))
        return replace(made, **{"status": Status.PUBLISHED, **facts})  # type: ignore[arg-type]

    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1"))
        for one in (
            FIRST,
            later(2, 0, created_at=NOW + timedelta(hours=1)),
            later(3, 5),
            later(4, 6, services=("mail",)),
            later(5, 7, status=Status.CANCELLED),
            later(6, 8, private=True),
            later(7, 9),
        ):
            await work.postmortems.add(one)
        assert [a.postmortem.number for a in await incidents_since(work, Reader("U2"), ITEM, FIRST)] == [7, 3]
        assert [a.postmortem.number for a in await incidents_since(work, Reader("U2", frozenset({"C1"})), ITEM, FIRST)] == [
            7,
            6,
            3,
        ]
        open_again = replace(ITEM, state=ItemState.OPEN, closed_at=None)
        assert await incidents_since(work, Reader("U2"), open_again, FIRST) == ()
        assert await incidents_since(work, Reader("U2"), ITEM, replace(FIRST, services=())) == ()
        for number in (1, 4, 5, 6):  # 5 was cancelled, 6 is hidden
            await work.factors.put(f"p{number}", Tag("capacity", True, "U1", NOW))
        await work.factors.put("p7", Tag("capacity", False, "U1", NOW))
        alike = await incidents_since(work, Reader("U2"), ITEM, replace(FIRST, services=()))
        assert [(a.postmortem.number, a.services, a.factors) for a in alike] == [(4, (), ("capacity",))]
