import pytest

from bot.domain.classify import EntryKind, kind_of
from bot.domain.signals import said
from bot.domain.timeline_weights import KINDS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my bet is that the cache is stale, because the keys were rotated", EntryKind.HYPOTHESIS),
        ("restarting the workers on shard 4 now", EntryKind.ACTION),
        ("declaring SEV1, paging the network team", EntryKind.ESCALATION),
        ("status page posted: we are investigating failing logins", EntryKind.COMMUNICATION),
        ("support: 410 tickets, about 3,000 users affected so far", EntryKind.IMPACT),
        ("decision: we fail over first, nobody touches the old primary", EntryKind.DECISION),
    ],
)
def test_the_kind_follows_from_what_is_said(text: str, kind: EntryKind) -> None:
    assert kind_of(said(text), KINDS) is kind


def test_an_integration_names_its_kind_itself() -> None:
    assert kind_of({"alert": 1, "alert_status": 1}, KINDS) is EntryKind.COMMUNICATION


def test_what_nothing_speaks_for_is_an_observation() -> None:
    assert kind_of({}, {"action": {"bias": -9.0}}) is EntryKind.OBSERVATION
