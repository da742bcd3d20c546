from bot.store.search_tables import metadata, search_index, search_stale, search_texts


def test_they_bear_the_workspace_and_are_known_with_the_others() -> None:
    for table in (search_index, search_stale, search_texts):
        assert next(iter(table.primary_key.columns)).name == "team"
        assert table.name in metadata.tables
