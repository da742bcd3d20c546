"""How good an action item reads: hints about its words, by the files as they are shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.action_item import ActionItem, ItemKind
from bot.domain.item_quality import Strength
from bot.quality_files import load_yardstick

YARDSTICK = load_yardstick()
PLAIN = ActionItem("I1", 1, "P1", "", "U0ADA", datetime(2026, 3, 1, tzinfo=UTC))


def hints(text: str, kind: ItemKind = ItemKind.PREVENT) -> tuple[str, ...]:
    return YARDSTICK.hints(replace(PLAIN, text=text, kind=kind))


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Remove the legacy login path", Strength.STRONG),
        ("Refuse a migration that locks a table for more than 1 s", Strength.STRONG),
        ("Renew the certificate by a job, 30 days before it ends", Strength.STRONG),
        ("Alert when replication lag is above 60 s", Strength.MEDIUM),
        ("Restore test every month", Strength.MEDIUM),
        ("Be more careful with production", Strength.WEAK),
        ("Document the failover in the wiki", Strength.WEAK),
        # What it is about is no measure; of several deeds the strongest counts.
        ("Discuss the redesign of the queue", Strength.WEAK),
        ("Document and automate the failover", Strength.STRONG),
    ],
)
def test_a_measure_is_as_strong_as_what_it_does_without_anybodys_memory(text: str, strength: Strength) -> None:
    measure = YARDSTICK.measure_of(text)
    assert measure is not None
    assert measure.strength is strength


def test_an_item_with_a_verb_and_a_test_of_being_done_gets_no_hint() -> None:
    assert hints("Alert on queue lag when it is above 500 for 5 minutes") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("be more careful on Fridays", ("weak_careful", "done_test")),
        ("Better monitoring of the queue", ("verb", "done_test")),
        ("Train the team on the failover", ("weak_trained", "done_test")),
        ("Add a second replica", ("done_test",)),
    ],
)
def test_what_an_item_lacks_is_named(text: str, expected: tuple[str, ...]) -> None:
    assert hints(text) == expected


def test_what_is_to_find_something_out_is_not_held_against_measures() -> None:
    assert hints("Investigate why 3 nodes rebooted", ItemKind.LEARN) == ()
    assert hints("Investigate why 3 nodes rebooted") == ("weak_talked",)
