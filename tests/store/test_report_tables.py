from bot.store.report_tables import editions, factor_tags, remarks, reviews, sign_ins, status_moves


def test_every_table_bears_the_workspace() -> None:
    for table in (editions, factor_tags, remarks, reviews, sign_ins, status_moves):
        assert next(iter(table.primary_key.columns)).name == "team"
