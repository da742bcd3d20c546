import pytest

from bot.slack.where import HISTORY, Where, unpack


def test_what_travels_with_a_window_comes_back_as_it_was() -> None:
    where = Where("P1", "C1", HISTORY, 3, 17, "C1:1700000000.000100")
    assert unpack(where.pack()) == where
    assert len(where.pack()) < 3000


@pytest.mark.parametrize("packed", ["", "[]", "{}", "nonsense", '["P1"]', '["P1","C1","lines","x",0,""]'])
def test_what_is_not_ours_is_refused(packed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own error is one, too
        unpack(packed)
