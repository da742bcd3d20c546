import json

import pytest

from bot.errors import BadInput
from bot.exports.forms import TYPES, kind_of_report, report_as
from bot.prompts import load_prompts
from tests.reports import a_report

SAY = load_prompts()


@pytest.mark.parametrize(
    ("form", "starts"), [("md", b"# Postmortem 7"), ("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("json", b"{")]
)
def test_every_form_can_be_made(form: str, starts: bytes) -> None:
    assert report_as(a_report(), form, kind_of_report(SAY), SAY, "UTC").startswith(starts)
    assert form in TYPES


@pytest.mark.parametrize("form", TYPES)
def test_customers_learn_no_name_from_any_form(form: str) -> None:
    made = report_as(a_report(name="Quentin"), form, kind_of_report(SAY, "customer"), SAY, "UTC")
    assert b"Quentin" not in made
    assert b"U2" not in made


def test_a_form_and_a_kind_that_there_is_not_are_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput) as form:
        report_as(a_report(), "docx", kind_of_report(SAY), SAY, "UTC")
    assert form.value.details["known"] == "md, html, pdf, json"
    with pytest.raises(BadInput) as kind:
        kind_of_report(SAY, "intern")
    assert "internal" in str(kind.value.details["known"])
    with pytest.raises(BadInput) as language:
        kind_of_report(SAY, language="tlh")
    assert language.value.details["known"] == "de, en"


def test_the_form_for_programs_can_be_read_by_them() -> None:
    assert json.loads(report_as(a_report(), "json", kind_of_report(SAY), SAY, "UTC"))["postmortem"]["number"] == 7
