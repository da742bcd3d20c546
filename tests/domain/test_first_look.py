from bot.domain.first_look import first_look, weighed
from bot.domain.message import Message


def test_what_is_done_counts_more_than_a_joke() -> None:
    done = Message("C1", "1700000000.000000", "U1", "rolling back payments-api to v41 on all 24 pods now")
    joke = Message("C1", "1700000060.000000", "U2", "lol, my cat did that")
    look = first_look([done, joke], {})
    assert look.scores[0] > 0 > look.scores[1]
    assert len(look.found) == 2


def test_a_sum_has_its_bias_and_ignores_what_has_no_weight() -> None:
    assert weighed([{"a": 1.0, "unknown": 5.0}, {}], {"bias": -1.0, "a": 2.0}) == [1.0, -1.0]
