"""The shape of `report --json`: what programs of others rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from jsonschema import Draft202012Validator

from bot.domain.edition import Edition
from bot.domain.fixes import Fix
from bot.domain.postmortem import Move, move
from bot.domain.report import Differing
from bot.domain.safeguards import Safeguard
from bot.exports.report_json import report_json
from tests.reports import ITEM, NOW, POSTMORTEM, a_report

SCHEMA = Path("docs/report.schema.json")


def test_it_has_the_parts_that_are_promised_and_is_json() -> None:
    shown = report_json(a_report())
    assert list(shown) == [
        "postmortem", "milestones", "duration_seconds", "sections", "timeline", "impact_facts", "action_items", "heard",
        "not_heard", "not_covered", "factors", "safeguards", "fixes", "differing", "names",
    ]  # fmt: skip
    assert json.loads(json.dumps(shown)) == shown


def test_it_is_as_the_published_schema_says() -> None:
    made = a_report(said=("They said so.",))
    part = replace(made.sections[0], edition=Edition("impact", 2, "An editor's words.", "U1", NOW))
    said = made.sections[0].questions[0].said[0]
    full = replace(
        made,
        sections=(part, *made.sections[1:]),
        postmortem=replace(POSTMORTEM, began_at=NOW, closed_at=NOW),
        safeguards=(Safeguard("alarm", "pages", "nothing", "U1", ("C1", "1.0")),),
        fixes=(Fix("a bigger pool", True, date(2026, 12, 24), "U1", ("C1", "1.0")),),
        differing=(Differing("impact", said, said, "times"),),
        factors=("capacity",),
    )
    check = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for report in (full, made, a_report(said=(), lines=(), items=(replace(ITEM, due=None, owner=None),))):
        assert [e.message for e in check.iter_errors(report_json(report))] == []


def test_times_lengths_and_links_can_be_read_by_a_program() -> None:
    shown = report_json(a_report())
    assert shown["duration_seconds"] == 30 * 3600
    assert shown["milestones"]["started_at"]["at"] == "2026-11-24T08:00:00Z"
    assert shown["milestones"]["detected_at"] is None
    assert shown["timeline"][0]["links"] == ["https://acme.slack.com/archives/C1/p1700000000000100"]
    assert shown["sections"][0]["questions"][0]["answers"][0]["by"] == "U2"
    assert shown["names"]["U2"] == "Sam O'Neill"


def test_what_is_not_known_is_null_and_not_missing() -> None:
    shown = report_json(a_report(said=(), lines=(), items=(replace(ITEM, due=None, owner=None),)))
    assert shown["postmortem"]["closed_at"] is None
    assert shown["action_items"][0]["due"] is None
    assert shown["action_items"][0]["owner"] is None
    assert shown["sections"][0]["open_questions"] == ["Who?", "What did it cost?"]


def test_a_published_one_says_since_when() -> None:
    published = move(POSTMORTEM, Move.CLOSE, NOW)
    assert published is not None
    shown = report_json(a_report(published))["postmortem"]
    assert (shown["status"], shown["closed_at"]) == ("published", "2026-11-24T12:00:00Z")
