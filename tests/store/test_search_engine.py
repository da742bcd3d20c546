from bot.store.search_engine import engine_of
from bot.store.work import Store


async def test_each_database_uses_its_own_engine(store: Store) -> None:
    async with store.database.reading() as connection:
        assert type(engine_of(connection)).__name__ == ("Fts5" if store.database.is_sqlite else "TsVector")
