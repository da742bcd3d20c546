from datetime import UTC, datetime

import pytest

from bot.domain.interview import Answer
from bot.domain.safeguards import read, record_text, safeguards

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def said(text: str, probe: str = "", ts: str = "1.0") -> Answer:
    return Answer("root_cause", "safeguards", "U1", NOON, text, ("C", ts), probe)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (
            "The lag alarm. Expected: pages at 5 minutes. Did: nothing, muted.",
            ("The lag alarm", "pages at 5 minutes", "nothing, muted"),
        ),
        (
            "The second path from the hub. Expected: takes all traffic within a second. It did nothing: no routes.",
            ("The second path from the hub", "takes all traffic within a second", "nothing: no routes"),
        ),
        (
            "The 12 h expiry of hooks was meant to spare partners from stale news. After a long one it threw away what they needed.",
            ("The 12 h expiry of hooks", "spare partners from stale news", "After a long one it threw away what they needed"),
        ),
        ("empty scope: treated as nothing to check", ("empty scope", "", "treated as nothing to check")),
        ("the canary", ("the canary", "", "")),
        (record_text("a", "b", "c"), ("a", "b", "c")),
    ],
)
def test_a_record_is_read_from_words(text: str, record: tuple[str, str, str]) -> None:
    (found,) = read(said(text))
    assert (found.what, found.expected, found.did) == record


def test_a_numbered_list_holds_several() -> None:
    found = read(said("1) dumps: pg_dump 13 against server 15. 2) mails of cron rejected. 3) snapshots off"))
    assert [s.what for s in found] == ["dumps", "mails of cron rejected", "snapshots off"]


def test_the_follow_up_completes_the_record_and_other_questions_are_none() -> None:
    other = Answer("root_cause", "conditions", "U1", NOON, "load had doubled", ("C", "3.0"))
    found = safeguards([said("lag alarm: muted"), said("page at 5 minutes", "expected", "2.0"), other], frozenset({"safeguards"}))
    assert [(s.what, s.expected, s.did) for s in found] == [("lag alarm", "page at 5 minutes", "muted")]
