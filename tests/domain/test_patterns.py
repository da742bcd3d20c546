"""What recurs, of how many, and how sure one can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.patterns import CHANCE, Case, Sure, recurring


def case(number: int, *factors: str) -> Case:
    return Case(number, f"No {number}", (), frozenset(factors))


def test_what_recurs_is_listed_with_its_postmortems_the_most_frequent_first() -> None:
    cases = [case(1, "a", "b"), case(2, "b"), case(3, "c"), case(4, "b", "a")]
    found = recurring(cases, lambda c: sorted(c.factors))
    assert [(p.name, [c.number for c in p.cases]) for p in found] == [("b", [4, 2, 1]), ("a", [4, 1])]


def test_three_are_no_trend() -> None:
    (three,) = recurring([case(n, "a") for n in range(3)], lambda c: c.factors)
    (four,) = recurring([case(n, "a") for n in range(4)], lambda c: c.factors)
    assert (three.sure, four.sure) == (Sure.CHANCE, Sure.RECURRING)


@given(st.lists(st.frozensets(st.sampled_from("abcde")), max_size=12))
def test_each_pattern_names_just_the_postmortems_that_tell_of_it(told: list[frozenset[str]]) -> None:
    cases = [case(n, *factors) for n, factors in enumerate(told)]
    found = {p.name: {c.number for c in p.cases} for p in recurring(cases, lambda c: c.factors)}
    for name in "abcde":
        where = {n for n, factors in enumerate(told) if name in factors}
        assert found.get(name, set()) == (where if len(where) > 1 else set())
    assert CHANCE == 3
