"""Who may see and do what: the table of the module, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.access import Deed, Reader, may
from bot.domain.postmortem import Postmortem

P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", datetime(2026, 11, 24, tzinfo=UTC), lead="U2")
INSIDE, OUTSIDE = frozenset({"C1"}), frozenset({"C2"})


@pytest.mark.parametrize("deed", [d for d in Deed if d is not Deed.CANCEL])
@pytest.mark.parametrize(
    ("private", "channel_private", "channels", "allowed"),
    [
        (False, False, OUTSIDE, True),
        (True, False, OUTSIDE, False),
        (False, True, OUTSIDE, False),
        (True, True, INSIDE, True),
        (False, True, INSIDE, True),
    ],
)
def test_what_is_hidden_is_for_members_of_its_channel(
    deed: Deed, private: bool, channel_private: bool, channels: frozenset[str], allowed: bool
) -> None:
    assert may(Reader("U9", channels), deed, replace(P, private=private), channel_private) is allowed


@pytest.mark.parametrize(("person", "allowed"), [("U1", True), ("U2", True), ("U9", False), ("", False)])
def test_only_the_lead_and_who_started_it_cancel(person: str, allowed: bool) -> None:
    assert may(Reader(person, INSIDE), Deed.CANCEL, P, channel_private=False) is allowed


def test_a_lead_who_left_a_private_channel_cancels_nothing_there() -> None:
    assert not may(Reader("U2", OUTSIDE), Deed.CANCEL, P, channel_private=True)
