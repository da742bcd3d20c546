from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.store.report_tables import sign_ins
from bot.store.sign_ins import SignIn
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


async def test_a_link_can_be_looked_at_and_used_once(store: Store) -> None:
    async with store.work("T1") as work:
        await work.sign_ins.add("secret", "U1", "/postmortems/1", LATER, NOW)
    async with store.work("T1") as work:
        assert await work.sign_ins.find("secret", NOW) == SignIn("U1", "/postmortems/1")
        assert await work.sign_ins.use("secret", NOW) == SignIn("U1", "/postmortems/1")
        assert await work.sign_ins.use("secret", NOW) is None
        assert await work.sign_ins.find("secret", NOW) is None


async def test_of_a_link_only_a_hash_is_kept_and_other_workspaces_do_not_know_it(store: Store) -> None:
    async with store.work("T1") as work:
        await work.sign_ins.add("secret", "U1", "/", LATER, NOW)
    async with store.database.reading() as connection:
        assert "secret" not in str((await connection.execute(sa.select(sign_ins))).all())
    async with store.work("T2") as work:
        assert await work.sign_ins.use("secret", NOW) is None
    async with store.work("T1") as work:
        assert await work.sign_ins.find("secret", NOW) is not None


async def test_a_link_that_is_over_is_forgotten(store: Store) -> None:
    async with store.work("T1") as work:
        await work.sign_ins.add("old", "U1", "/", LATER, NOW)
        assert await work.sign_ins.find("old", LATER + timedelta(seconds=1)) is None
        await work.sign_ins.add("new", "U1", "/", LATER + timedelta(days=1), LATER + timedelta(seconds=1))
    async with store.database.reading() as connection:
        assert await connection.scalar(sa.select(sa.func.count()).select_from(sign_ins)) == 1
