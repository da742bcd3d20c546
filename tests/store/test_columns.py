import sqlalchemy as sa

from bot.store.columns import flag, key, metadata, text


def test_texts_and_flags_are_never_missing_and_keys_are_keys() -> None:
    table = sa.Table("made_for_a_test", sa.MetaData(), key("id"), text("words"), text("short", length=8, default="x"), flag("on"))
    assert [c.name for c in table.primary_key.columns] == ["id"]
    assert not any(c.nullable for c in table.columns)
    assert isinstance(table.c.words.type, sa.Text)
    assert "made_for_a_test" not in metadata.tables
