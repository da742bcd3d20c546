"""What recurs, as far as the reader may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemKind
from bot.domain.factors import Tag
from bot.domain.postmortem import Postmortem, Status
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases.patterns import Patterns, patterns

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TODAY = NOW.date()


async def filled(store: Store) -> None:
    """1, 2 and 3 share a service and a factor; 3 is hidden, 4 was cancelled."""
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", "", private=False))
        for number in range(1, 5):
            one = Postmortem(
                f"P{number}", number, "C1", f"No {number}", "U1", NOW, "U1", services=("db",), status=Status.PUBLISHED
            )
            changes = {3: {"private": True}, 4: {"status": Status.CANCELLED}}.get(number, {})
            await work.postmortems.add(replace(one, **changes))  # type: ignore[arg-type]
            await work.factors.put(one.id, Tag("capacity", True, "U1", NOW))
            await work.factors.put(one.id, Tag("strain", False, "U1", NOW))
        fix = ActionItem("i1", 1, "P1", "A bigger pool", "U1", NOW, due=date(2026, 11, 1), kind=ItemKind.TEMPORARY)
        for item in (
            fix,
            replace(fix, id="i2", number=2, due=date(2027, 1, 1)),
            replace(fix, id="i3", number=3, postmortem="P3"),
        ):
            await work.items.add(item)


async def seen(store: Store, reader: Reader) -> Patterns:
    async with store.look("T1") as work:
        return await patterns(work, reader, TODAY)


async def test_what_is_hidden_or_cancelled_counts_for_nobody_who_may_not_see_it(store: Store) -> None:
    await filled(store)
    found = await seen(store, Reader("U9"))
    assert (found.count, found.tagged) == (2, 2)
    assert [(p.name, [c.number for c in p.cases]) for p in found.factors] == [("capacity", [2, 1])]
    assert [p.name for p in found.services] == ["db"]
    assert [one.item.number for one in found.expired] == [1]
    member = await seen(store, Reader("U9", frozenset({"C1"})))
    assert [c.number for c in member.factors[0].cases] == [3, 2, 1]
    assert [one.item.number for one in member.expired] == [1, 3]
