"""Everything known, as one tree: nothing that was answered is lost, and every line leads to its message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.coverage import coverage
from bot.domain.extract import ImpactFact
from bot.domain.interview import Answer, Question, Section, Template
from bot.domain.message import Person
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.participants import present, traces
from bot.domain.postmortem import Postmortem
from bot.domain.report import Company, Links, Report, Spoken, build
from bot.domain.timeline import Timeline
from tests.reports import entry

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
TEMPLATE = Template("t", (Section("impact", "Impact", "", (Question("who", "Who?"), Question("cost", "What did it cost?"))),))
LINKS = Links("https://acme.slack.com/")
PEOPLE = {p.id: p for p in (Person("U1", "Ada"), Person("U2", "Sam O'Neill"), Person("B1", "Pager", is_bot=True))}


def answer(user: str, text: str, question: str = "who", skipped: bool = False, said_unknown: bool = False) -> Answer:
    return Answer("impact", question, user, NOW, text, ("C1", "1700000000.000100"), skipped=skipped, said_unknown=said_unknown)


def report(answers: Sequence[Answer] = (), timeline: Timeline | None = None) -> Report:
    facts = [ImpactFact("users", "1,200 shops", "1700000000.000100")]
    drawn = timeline or Timeline()
    there = present(traces(drawn, (), PEOPLE), PEOPLE, {})
    heard = [a.user for a in answers if a.has_content]
    company = Company({p.id: p.name for p in PEOPLE.values()}, coverage(there, heard, PEOPLE, {}, ()))
    return build(P, TEMPLATE, drawn, facts, Spoken(answers), (), PEOPLE, company, LINKS)


def test_everybodys_answers_stand_side_by_side() -> None:
    (part,) = report([answer("U1", "All shops"), answer("U2", "Only those in Europe")]).sections
    assert [(s.by, s.text) for s in part.questions[0].said] == [("U1", "All shops"), ("U2", "Only those in Europe")]
    assert part.open_questions == ("What did it cost?",)


def test_an_answer_to_a_question_that_the_template_no_longer_has_is_kept() -> None:
    (part,) = report([answer("U1", "a day of work", question="gone")]).sections
    assert [(q.ask, q.said[0].text) for q in part.questions] == [("gone", "a day of work")]


def test_who_skipped_or_did_not_know_is_said_and_counts_as_not_heard() -> None:
    told = report([answer("U1", "", skipped=True), answer("U2", "", said_unknown=True)])
    (question,) = told.sections[0].questions
    assert (question.skipped_by, question.unknown_to, question.said) == (("U1",), ("U2",), ())
    assert told.heard == ()


def test_who_wrote_in_the_channel_and_was_not_asked_is_named_but_no_integration() -> None:
    lines = tuple(entry(author=a, ts=f"170000000{n}.000100") for n, a in enumerate(("U1", "U2", "B1")))
    assert report([answer("U1", "All shops")], Timeline(lines)).not_heard == ("U2",)


def test_it_lasted_from_the_start_to_the_end_if_both_are_known_and_in_order() -> None:
    started, resolved = Milestone(NOW, None, "stated"), Milestone(NOW + timedelta(hours=30), None, "stated")
    marks = {MilestoneName.STARTED: started, MilestoneName.RESOLVED: resolved}
    assert report(timeline=Timeline(milestones=marks)).duration == timedelta(hours=30)
    assert report(timeline=Timeline(milestones={**marks, MilestoneName.STARTED: None})).duration is None
    turned = {MilestoneName.STARTED: resolved, MilestoneName.RESOLVED: started}
    assert report(timeline=Timeline(milestones=turned)).duration is None


@pytest.mark.parametrize(
    ("url", "ts", "address"),
    [
        ("https://acme.slack.com/", "1700000000.000100", "https://acme.slack.com/archives/C1/p1700000000000100"),
        ("", "1700000000.000100", ""),
        ("https://acme.slack.com/", "m:by-hand", ""),
    ],
)
def test_a_link_leads_to_the_message_where_there_is_one(url: str, ts: str, address: str) -> None:
    assert Links(url).to("C1", ts) == address


def test_a_line_of_two_messages_in_two_channels_leads_to_both() -> None:
    line = replace(entry(), ts=("1700000000.000100", "1700000001.000100"), channels=("C1", "C2"))
    (shown,) = report(timeline=Timeline((line,))).lines
    assert [link.split("/")[4] for link in shown.links] == ["C1", "C2"]


def test_names_of_all_who_occur_travel_with_it() -> None:
    assert report().names["U2"] == "Sam O'Neill"
    assert report().facts[0].link.endswith("p1700000000000100")
