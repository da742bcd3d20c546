"""Times are what the ids say; mentions are people, each once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Message, MessageKind, mentioned, moment


@given(st.integers(0, 4_000_000_000), st.integers(0, 999_999))
def test_a_ts_is_its_moment_to_the_microsecond(seconds: int, micros: int) -> None:
    at = moment(f"{seconds}.{micros:06d}")
    assert (int(at.timestamp()), at.microsecond, at.tzinfo) == (seconds, micros, UTC)


@pytest.mark.parametrize(("ts", "micros"), [("1700000000", 0), ("1700000000.5", 500_000), ("1700000000.1234567", 123_456)])
def test_an_id_of_another_length_is_read_too(ts: str, micros: int) -> None:
    assert moment(ts) == datetime(2023, 11, 14, 22, 13, 20, micros, tzinfo=UTC)


def test_people_are_named_in_order_and_once() -> None:
    assert mentioned("<@U2> and <@W1A>, again <@U2>; no <@u3>, no <#C1>, no <@U4|sam>") == ("U2", "W1A")


def test_an_alert_is_an_integrations() -> None:
    said = Message("C1", "1700000000.000100", "U1", "db-2 is down")
    assert not said.is_bot
    assert Message("C1", said.ts, "B1", "db-2 is down", MessageKind.ALERT).is_bot
