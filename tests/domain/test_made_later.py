from hypothesis import given
from hypothesis import strategies as st

from bot.domain.made_later import MadeLater


@given(st.lists(st.integers()), st.integers(-5, 5), st.integers(-5, 5))
def test_it_reads_like_a_tuple(raw: list[int], start: int, stop: int) -> None:
    row, made = MadeLater(raw, str), tuple(map(str, raw))
    assert row == made
    assert tuple(row) == made
    assert row[start:stop] == made[start:stop]
    assert len(row) == len(made)
    assert hash(row) == hash(made)
    assert repr(row) == repr(made)


def test_a_place_that_is_not_there_is_an_error() -> None:
    row = MadeLater((1,), str)
    assert row[-1] == "1"
    for place in (1, -2):
        try:
            row[place]
        except IndexError:
            continue
        raise AssertionError(place)


def test_nothing_is_made_before_it_is_looked_at_and_nothing_twice() -> None:
    made: list[int] = []

    def make(n: int) -> int:
        made.append(n)
        return -n

    row = MadeLater(range(1000), make)
    assert made == []
    assert (row[7], row[7], row[-1]) == (-7, -7, -999)
    assert made == [7, 999]
