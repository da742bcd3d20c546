"""Insert once, or overwrite: the same on both databases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.store.tables import people
from bot.store.upsert import add_once, put
from bot.store.work import Store


def row(**more: Any) -> dict[str, Any]:
    return {"team": "T1", "person": "U1", "name": "Ada", "tz": "Europe/London", **more}


async def held(store: Store) -> list[tuple[str, str | None]]:
    async with store.database.begin() as connection:
        return [(r.name, r.tz) for r in (await connection.execute(sa.select(people))).all()]


async def test_the_first_row_stays_and_the_second_is_told_that_it_was_late(store: Store) -> None:
    async with store.database.begin() as connection:
        assert await add_once(connection, people, row())
        assert not await add_once(connection, people, row(name="Eve"))
    assert await held(store) == [("Ada", "Europe/London")]


async def test_a_later_row_overwrites_all_but_what_is_to_be_kept(store: Store) -> None:
    async with store.database.begin() as connection:
        await put(connection, people, row())
        await put(connection, people, row(name="Ada L.", tz=None), keep=("tz",))
    assert await held(store) == [("Ada L.", "Europe/London")]


async def test_a_row_of_keys_alone_is_put_without_harm(store: Store) -> None:
    async with store.database.begin() as connection:
        await put(connection, people, row())
        await put(connection, people, {"team": "T1", "person": "U1"})
    assert await held(store) == [("Ada", "Europe/London")]
