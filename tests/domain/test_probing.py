"""The cue → probe table as it ships: each row asks where its cue is, and keeps quiet where the answer says it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.interview import Answer
from bot.domain.probing import follow_up, probe_of
from bot.prompts import load_prompts

GUIDE = load_prompts().guide
FULL = GUIDE.templates["full"]
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def probe(section: str, question: str, *texts: str, known: tuple[str, ...] = (), **more: bool) -> str:
    part = FULL.section(section)
    assert part is not None
    asked = next(q for q in part.questions if q.id == question)
    said = [Answer(section, question, "U1", NOON, t, ("C", str(n)), **more) for n, t in enumerate(texts)]  # type: ignore[arg-type]
    found = follow_up(asked, GUIDE.probes, said, known)
    return found.id if found else ""


@pytest.mark.parametrize(
    ("answer", "probe_id"),
    [
        ("Latency looked odd for a while.", "looked_off"),
        ("Latency looked odd, 3x on the graph.", ""),
        ("It was the cache.", "judgement"),
        ("We decided to fail over.", "decision"),
        ("We decided to fail over because the primary was gone.", ""),
        ("I knew that the standby was old.", "knew"),
        ("I knew from the runbook that the standby was old.", ""),
        ("Usually the job runs at night.", "normal"),
        ("Usually the job runs at night, but this time it ran at noon.", ""),
        ("Everybody knows that the queue is slow.", "obviously"),
        ("We pulled in the database team.", "asked_for_help"),
        ("The shift change fell into it, and Kim took over.", "hand_over"),
        ("I was surprised.", "feeling"),
        ("We had no time.", "pressure"),
        ("A hotfix is in place for now.", "fix"),
        ("A hotfix is in place until Friday.", ""),
        ("Many customers were unhappy.", "impact"),
        ("About 300 customers were unhappy.", ""),
        ("The canary looks at latency only.", ""),
    ],
)
def test_the_probe_belongs_to_what_was_said(answer: str, probe_id: str) -> None:
    assert probe("timeline", "missing", answer) == probe_id


@pytest.mark.parametrize(
    ("section", "question", "answer", "probe_id"),
    [
        ("summary", "what_happened", "Checkout was down.", "when"),
        ("summary", "what_happened", "Checkout was down from 14:02 to 14:40.", ""),
        ("root_cause", "safeguards", "The lag alarm was muted.", "expected"),
        ("root_cause", "safeguards", "The lag alarm. Expected: pages. Did: nothing.", ""),
        ("root_cause", "safeguards", "1) dumps fail 2) mails rejected 3) snapshots off", ""),
        ("resolution", "temporary", "temporary: failover is off. permanent: nothing yet, until the items are done", "until"),
        ("resolution", "temporary", "Temporary: failover is off until 15 December.", ""),
        ("resolution", "temporary", "The rule is in the runbook, so permanent.", ""),
        ("action_items", "changes", "an alert on lag in every region", "owner"),
        ("action_items", "changes", "an alert on lag, I can do it", "due"),
        ("action_items", "changes", "an alert on lag, me, by april 10", ""),
    ],
)
def test_a_question_of_its_own_kind_asks_for_what_is_missing(section: str, question: str, answer: str, probe_id: str) -> None:
    assert probe(section, question, answer) == probe_id


def test_nobody_is_asked_what_is_known_or_what_they_would_rather_not_say() -> None:
    assert probe("summary", "what_happened", "Checkout was down.", known=("span",)) == ""
    assert probe("summary", "what_happened", ":fire: :fire:") == ""
    assert probe("summary", "what_happened", "", skipped=True) == ""
    assert probe("summary", "what_happened", "no idea", said_unknown=True) == ""


def test_what_the_first_message_lacks_may_stand_in_the_second() -> None:
    assert probe("summary", "what_happened", "Checkout was down.", "That was from 14:02 on.") == ""


def test_a_long_story_is_not_asked_about_a_word_in_passing() -> None:
    story = "I looked at the graph. " * 40 + "Usually the job runs at night."
    assert probe("timeline", "saw_and_did", story) == ""


def test_every_probe_of_every_template_is_one_question() -> None:
    for template in GUIDE.templates.values():
        for part in template.sections:
            for question in part.questions:
                for one in (*question.probes, *GUIDE.probes):
                    assert one.ask.count("?") == 1
                    assert probe_of(question, GUIDE.probes, one.id) is not None
