"""The tables: every one bears the workspace."""

from __future__ import annotations

from bot.store.tables import metadata


def test_every_table_bears_the_workspace_and_begins_its_key_with_it() -> None:
    without = [t.name for t in metadata.sorted_tables if "team" not in t.c]
    assert without == []
    later = [t.name for t in metadata.sorted_tables if next(iter(t.primary_key.columns)).name != "team"]
    assert later == ["outbox"]
