"""Contributing factors: what is proposed by which words, and what people accepted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.factors import MOST, QUOTE, Tag, accepted
from bot.factor_files import load_taxonomy

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TAXONOMY = load_taxonomy()


def names(*said: str) -> list[str]:
    return [p.factor.name for p in TAXONOMY.proposed(said, ())]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("The replication alarm was muted since the migration of the dashboards.", "unheard_alert"),
        ("The connection pool was exhausted within a minute.", "capacity"),
        ("The certificate expired on Sunday.", "expired"),
        ("The rollback took forty minutes, as images had to be built again.", "hard_to_undo"),
        ("Only two people knew how the failover works.", "few_knew"),
        ("The dashboard was green, so it looked healthy.", "misleading_signs"),
        ("It went to all regions at once.", "all_at_once"),
        ("Das Zertifikat war abgelaufen.", "expired"),
    ],
)
def test_a_factor_is_proposed_where_somebody_spoke_of_it(said: str, name: str) -> None:
    assert name in names(said)


def test_what_is_said_of_nothing_in_the_list_proposes_nothing() -> None:
    assert names("We all went home at six.", "") == []


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("The pool was exhausted.", {"capacity"}),
        ("Only two people knew how the failover works.", {"few_knew"}),
        ("The certificate ran out on Sunday.", {"expired"}),
    ],
)
def test_words_that_stand_for_one_thing_propose_no_other(said: str, only: set[str]) -> None:
    assert set(names(said)) == only


def test_a_proposal_bears_the_sentence_that_led_to_it_and_comes_once() -> None:
    found = TAXONOMY.proposed(["We were surprised. The disk was full. The disk was full again.", "disk full, x" + "y" * 500], ())
    assert [(p.factor.name, p.quote) for p in found] == [("capacity", "The disk was full.")]
    (long,) = TAXONOMY.proposed(["The disk was full " + "y" * 500], ())
    assert len(long.quote) <= QUOTE
    (late,) = TAXONOMY.proposed(["word " * 60 + "and then the disk was full of it"], ())
    assert late.quote.startswith("…word")
    assert late.quote.endswith("the disk was full of it")


def test_nobody_is_asked_twice_of_a_factor_and_not_of_all_at_once() -> None:
    said = ["Capacity. Certificate. Runbook was old. Bug. Retries. No owner. Locked out. Config. Handover. Deadline."]
    assert len(TAXONOMY.proposed(said, ())) == MOST
    assert "capacity" not in [p.factor.name for p in TAXONOMY.proposed(said, {"capacity"})]


def test_only_what_was_accepted_counts_in_the_order_of_the_list() -> None:
    tags = [Tag("strain", True, "U1", NOW), Tag("capacity", True, "U1", NOW), Tag("expired", False, "U2", NOW)]
    assert accepted(tags) == {"strain", "capacity"}
    assert [f.name for f in TAXONOMY.accepted([*tags, Tag("given_up", True, "U1", NOW)])] == ["capacity", "strain"]
    assert TAXONOMY.get("given_up") is None
    assert TAXONOMY.ordered({"strain", "given_up", "capacity"}) == ("capacity", "strain", "given_up")
