from datetime import UTC, date, datetime

from bot.domain.fixes import endless, fixes, read
from bot.domain.interview import Answer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def said(text: str, probe: str = "") -> Answer:
    return Answer("resolution", "temporary", "U1", NOON, text, ("C", "1.0"), probe)


def test_labels_part_temporary_from_permanent() -> None:
    found = read(said("Temporary: failover is off until 15 December. Permanent: a rule with a test."), {})
    assert [(f.text, f.temporary, f.until) for f in found] == [
        ("failover is off until 15 December", True, date(2026, 12, 15)),
        ("a rule with a test", False, None),
    ]


def test_nothing_yet_is_no_fix() -> None:
    assert [f.temporary for f in read(said("temporary: hosts file. permanent: none at the time of writing"), {})] == [True]


def test_a_sentence_without_labels_is_read_by_its_words() -> None:
    assert [f.temporary for f in read(said("TTL of 72 h instead of 12 h, for now."), {})] == [True]
    assert [f.temporary for f in read(said("it is in the runbook, so permanent"), {})] == [False]
    assert read(said("we restarted it"), {}) == []


def test_the_end_comes_from_the_follow_up() -> None:
    (fix,) = fixes([said("temporary: hosts file"), said("until 1 December", "until")], frozenset({"temporary"}), {})
    assert fix.until == date(2026, 12, 1)


def test_what_is_temporary_without_an_end_is_endless() -> None:
    assert endless("temporary: hosts file on consoles. permanent: nothing until the items are done")
    assert not endless("temporary: hosts file, until the new resolver is there")
    assert not endless("permanent: a rule")
