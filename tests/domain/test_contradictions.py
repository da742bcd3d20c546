"""Where memories differ: found where they do, and not where people only say more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contradictions import contradictions, judged
from bot.domain.interview import Answer

STARTING = frozenset({"first_sign"})
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def said(*texts: str, question: str = "q", section: str = "s") -> list[Answer]:
    """Texts of different people, one a minute; "same|" before a text says it is the first person's."""
    return [
        Answer(
            section,
            question,
            "U0" if t.startswith("same|") else f"U{n}",
            NOON + timedelta(minutes=n),
            t.removeprefix("same|"),
            ("C", f"{n}.0"),
        )
        for n, t in enumerate(texts)
    ]


def pairs(answers: list[Answer]) -> list[tuple[str, str]]:
    return [(c.first.user, c.second.user) for c in contradictions(answers, STARTING, ())]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The site was down for 40 minutes.", "It was down for 95 minutes."),
        ("Checkout failed for 40 minutes after a deploy.", "It was rather 55 minutes."),
        ("It ended at 11:12.", "No, it was over at 16:24."),
        ("Finance says 6.2M USD in total.", "I'd say 4 to 5M net of revenue."),
        ("The drain began at 13:38:57.", "The start is 13:39, not 13:38:57, for users."),
        ("The outage started at 15:56.", "The incident started at 20:27, all else is another one."),
        ("The delete was 20 % of the lock time of the database.", "The delete was 70-80 % of the lock time."),
        (
            "We restored the copy from staging in one piece.",
            "No, we restored half of the copy from staging, the rest came from logs.",
        ),
    ],
)
def test_people_who_differ_are_found(one: str, two: str) -> None:
    assert pairs(said(one, two)) == [("U0", "U1")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The site was down for 18 h 47 min.", "We lost 6 hours of data and were offline for most of a day."),
        ("It was down for 40 minutes.", "It was down for about 42 minutes."),
        ("214 tickets until the morning and about 900 in total", "60 credits were given"),
        ("Larkspur almost walked. 80k ARR.", "6.2M USD of revenue in total"),
        ("acked at 13:44, routes at 18:50", "13:41 sms from the probes, 19:05 answers"),
        ("The alarm was muted.", "The canary looks at latency only."),
        ("webhooks came back at 13:05", "that's not in the draft, and nobody looked"),
        (":fire:", "It was down for 40 minutes."),
    ],
)
def test_people_who_only_say_more_are_not(one: str, two: str) -> None:
    assert pairs(said(one, two)) == []


def test_nobody_contradicts_themselves_nor_somebody_in_another_section() -> None:
    assert pairs(said("It was down for 40 minutes.", "same|It was down for 95 minutes.")) == []
    other = said("It was down for 95 minutes.", section="t")[0]
    two = Answer(other.section, "q", "U9", other.at, other.text, ("C", "9.0"))
    assert pairs([*said("It was down for 40 minutes."), two]) == []


def test_two_people_differ_once_over_a_question_however_much_they_write() -> None:
    answers = said("It was down for 40 minutes.", "It was down for 95 minutes.", "same|I am sure: down for 40 minutes.")
    assert len(pairs(answers)) == 1


def test_the_start_is_the_first_time_where_the_start_was_asked_for() -> None:
    answers = said("15:56 load up, 20:27 rm", "the incident started at 20:27", question="first_sign")
    assert pairs(answers) == [("U0", "U1")]


def test_a_press_counts_more_than_the_words() -> None:
    one, two = said("It was down for 40 minutes.", "It was down for 95 minutes.")
    assert contradictions([one, two], STARTING, [judged(two, one, True)]) == ()
    three, four = said("The cache gave up first.", "The database gave up first.")
    (found,) = contradictions([three, four], STARTING, [judged(four, three, False)])
    assert found.why == "marked"


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_is_too_strange(texts: list[str]) -> None:
    for found in contradictions(said(*texts), STARTING, ()):
        assert found.first.user != found.second.user
