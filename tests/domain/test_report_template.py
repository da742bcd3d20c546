"""What a kind of report shows, before any form is made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.edition import Edition
from bot.domain.report import Report
from bot.domain.report_template import Answers, ReportTemplate, Unnamed, shown
from tests.reports import NOW, POSTMORTEM, a_report

ALL = ReportTemplate("t", "Report", ("sections",))
UNNAMED = Unnamed("somebody", "a system")


def edited(text: str, services: tuple[str, ...] = ("checkout",)) -> Report:
    report = a_report(postmortem=replace(POSTMORTEM, services=services))
    return replace(report, sections=(replace(report.sections[0], edition=Edition("impact", 1, text, "U1", NOW)),))


def text_of(report: Report) -> str:
    assert report.sections[0].edition is not None
    return report.sections[0].edition.text


def test_the_whole_report_is_shown_as_it_is() -> None:
    assert shown(a_report(), ALL, UNNAMED) == a_report()


def test_only_edited_text_leaves_nothing_of_what_was_said_or_heard() -> None:
    found = shown(edited("Orders were lost."), replace(ALL, answers=Answers.EDITED), UNNAMED)
    assert [*found.lines, *found.facts, *found.safeguards, *found.fixes, *found.differing] == []
    assert [s.questions for s in found.sections] == [()]
    assert text_of(found) == "Orders were lost."


def test_nobody_is_named_where_people_are_not_shown() -> None:
    found = shown(edited("<@U2> and <@U1> saw it"), replace(ALL, people=False), UNNAMED)
    assert text_of(found) == "somebody and somebody saw it"
    assert {**found.names, **found.people} == {}
    assert [*found.heard, *found.not_heard] == []


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("checkout was down", "a system was down"),
        ("Checkout-like words stay: checkouts", "a system-like words stay: checkouts"),
        ("we failed db-primary-2 over", "we failed a system over"),
        ("`pay_gateway` timed out", "a system timed out"),
        ("a well-known, twenty-minute outage", "a well-known, twenty-minute outage"),
        ("between 14:05 and 14:45 on 2026-11-24", "between 14:05 and 14:45 on 2026-11-24"),
    ],
)
def test_systems_are_named_by_what_they_look_like(text: str, reads: str) -> None:
    assert text_of(shown(edited(text), replace(ALL, systems=False), UNNAMED)) == reads


def test_a_released_system_keeps_its_name() -> None:
    template = replace(ALL, systems=False, released=frozenset({"checkout"}))
    found = shown(edited("checkout and ledger were slow", ("checkout", "ledger")), template, UNNAMED)
    assert text_of(found) == "checkout and a system were slow"
    assert found.postmortem.services == ("checkout",)


def test_what_is_not_answered_is_not_spoken_of_where_gaps_are_not_shown() -> None:
    found = shown(a_report(said=()), replace(ALL, gaps=False), UNNAMED)
    assert found.sections == ()


def test_a_brief_report_has_the_beginning_of_one_answer_to_a_section() -> None:
    found = shown(a_report(said=("word " * 100, "another")), replace(ALL, brief=60), UNNAMED)
    (question,) = found.sections[0].questions
    assert len(question.said) == 1
    assert len(question.said[0].text) <= 60
