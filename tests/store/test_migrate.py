import pytest
import sqlalchemy as sa

from bot.store.database import Database
from bot.store.migrate import downgrade, upgrade
from bot.store.tables import metadata


async def tables(url: str) -> set[str]:
    database = Database(url)
    async with database.begin() as connection:
        found = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    await database.close()
    return set(found)


@pytest.mark.parametrize("kind", ["sqlite_url", "postgres_url"])
def test_the_schema_goes_down_and_up_again(kind: str, request: pytest.FixtureRequest) -> None:
    import asyncio

    url = request.getfixturevalue(kind)
    downgrade(url)
    assert asyncio.run(tables(url)) == {"alembic_version"}
    upgrade(url)
    assert set(metadata.tables) <= asyncio.run(tables(url))
