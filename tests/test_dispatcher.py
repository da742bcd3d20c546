from datetime import UTC, datetime, timedelta

import pytest

from bot.dispatcher import LIMIT, GiveUp, RetryAt, decide
from bot.errors import SlackFailure

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failure", "tries", "expected"),
    [
        (SlackFailure("ratelimited", wait=7), 0, RetryAt(NOW + timedelta(seconds=7))),
        (SlackFailure("no_answer"), 3, RetryAt(NOW + timedelta(seconds=4))),
        (SlackFailure("is_archived", permanent=True), 0, GiveUp("is_archived")),
        (SlackFailure("no_answer"), LIMIT, GiveUp("no_answer")),
    ],
)
def test_what_becomes_of_a_failed_effect(failure: SlackFailure, tries: int, expected: RetryAt | GiveUp) -> None:
    assert decide(failure, tries, NOW) == expected
