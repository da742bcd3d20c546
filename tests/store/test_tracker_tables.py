from bot.store.tracker_tables import tracked_issues, tracker_accounts


def test_every_table_bears_the_workspace_first() -> None:
    assert {next(iter(t.primary_key.columns)).name for t in (tracked_issues, tracker_accounts)} == {"team"}
