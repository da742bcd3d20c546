"""Action items as they are stored, found and claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.action_item import ActionItem, ItemKind, ItemMove, ItemState, Move, Priority
from bot.domain.message import Person
from bot.domain.postmortem import Postmortem, Severity
from bot.store.database import Database
from bot.store.work import Store, Work

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FULL = ActionItem(
    "i1", 1, "P1", "Alert on “lag” 🦊", "U1", NOW, "U2", date(2026, 12, 4), ItemKind.PREVENT, Priority.HIGH,
    source=("C1", "1700000000.000100"), nudge_at=NOW, planned_from=NOW, version=1,
    issue="OPS-1", issue_url="https://t.test/OPS-1", role="S1", role_name="dba-oncall",
)  # fmt: skip


async def fill(work: Work, *items: ActionItem) -> None:
    await work.postmortems.add(Postmortem("P1", 1, "C1", "x", "U1", NOW, "U9", Severity.SEV1))
    for person in ("U1", "U2", "U3"):
        await work.workspace.put_person(Person(person, person), NOW)
    for item in items:
        assert await work.items.add(item)


def item(number: int, owner: str = "U2", **more: object) -> ActionItem:
    return replace(FULL, id=f"i{number}", number=number, owner=owner, **more)  # type: ignore[arg-type]


async def test_it_comes_back_as_it_was_stored_and_is_added_once(store: Store) -> None:
    async with store.work("T1") as work:
        await fill(work, FULL)
        assert not await work.items.add(FULL)
        assert await work.items.get("i1") == await work.items.numbered(1) == FULL
        assert await work.items.get("i2") is None


async def test_of_two_who_change_the_same_version_one_wins(store: Store) -> None:
    async with store.work("T1") as work:
        await fill(work, FULL)
        assert await work.items.save(replace(FULL, text="a", version=2), 1)
        assert not await work.items.save(replace(FULL, text="b", version=2), 1)
        assert (await work.items.get("i1") or FULL).text == "a"


async def test_somebodys_items_are_their_open_ones(store: Store) -> None:
    async with store.work("T1") as work:
        await fill(work, item(1), item(2, state=ItemState.DONE), item(3, owner="U3"))
        assert [i.number for i in await work.items.owned_by("U2")] == [1]
        assert [i.number for i in await work.items.of("P1")] == [1, 2, 3]
        assert await work.items.leads() == ("U9",)


async def test_what_was_done_to_it_stays_in_order(store: Store) -> None:
    moves = [Move(ItemMove.ACCEPT, "U2", NOW), Move(ItemMove.DROP, "U2", NOW, reason="the service is gone")]
    async with store.work("T1") as work:
        for move in moves:
            await work.items.note("i1", move)
        assert await work.items.history("i1") == tuple(moves)
        assert await work.items.history("i2") == ()


async def test_only_what_is_due_is_claimed_with_what_the_policy_asks_for(store: Store) -> None:
    async with store.work("T1") as work:
        await fill(work, item(1), item(2, nudge_at=NOW + timedelta(hours=1)), item(3, nudge_at=None))
        (found,) = await work.items.claim_due(NOW)
        assert (found.item.number, found.severity, found.lead) == (1, Severity.SEV1, "U9")


async def test_a_second_process_that_ticks_at_the_same_moment_passes_the_owner_by(postgres_url: str) -> None:
    one, two = Store(Database(postgres_url)), Store(Database(postgres_url))
    async with one.work("T1") as work:
        await fill(work, item(1), item(2, owner="U3"))
    async with one.work("T1") as first:
        assert len(await first.items.claim_due(NOW, limit=1)) == 1
        async with two.work("T1") as second:
            assert [f.item.owner for f in await second.items.claim_due(NOW)] == ["U3"]
    await one.database.close()
    await two.database.close()


async def test_what_nobody_owns_is_claimed_by_no_tick(store: Store) -> None:
    async with store.work("T1") as work:
        await fill(work, replace(item(1), owner=None, state=ItemState.DONE), item(2))
        assert [f.item.number for f in await work.items.claim_due(NOW)] == [2]
