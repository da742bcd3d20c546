import asyncio
from collections import Counter

from rich.console import Console

from tests.torture.__main__ import differences, torture


def test_two_kills_change_nothing_that_people_see() -> None:
    assert asyncio.run(torture(2, 7, Console())) == 0


def test_a_message_that_stands_twice_is_noticed() -> None:
    once, twice = Counter({("C1", "hello"): 1}), Counter({("C1", "hello"): 2})
    assert differences(twice, once) == ["2 instead of 1 times in C1: 'hello'"]
