"""A report in every form in which it leaves the bot as a file."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.domain.report import Report
from bot.domain.report_template import ReportTemplate, Unnamed, shown
from bot.errors import BadInput
from bot.exports.composing import document
from bot.exports.html import html_file
from bot.exports.markdown import markdown_of
from bot.exports.pdf import pdf
from bot.exports.report_json import report_json
from bot.prompts import Prompts

INTERNAL = "internal"
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}


def kind_of_report(say: Prompts, name: str = INTERNAL, language: str = "") -> ReportTemplate:
    """The kind of report of that name, in that language if one is given; raises BadInput that says which there are."""
    if name not in say.reports:
        raise BadInput("error.no_report", name=name, known=", ".join(sorted(say.reports)))
    if language and language not in say.languages:
        raise BadInput("error.no_language", language=language, known=", ".join(sorted(say.languages)))
    template = say.reports[name]
    return replace(template, language=language) if language else template


def report_as(report: Report, form: str, template: ReportTemplate, say: Prompts, zone: str) -> bytes:
    """The file's content in one of TYPES; raises BadInput for another, and for a PDF where nothing can make one."""
    if form not in TYPES:
        raise BadInput("error.no_form", form=form, known=", ".join(TYPES))
    if form == "json":
        words = say.speaking(template.language)
        told = shown(report, template, Unnamed(words.say("md.somebody"), words.say("md.a_system")))
        return (json.dumps(report_json(told), indent=1, ensure_ascii=False) + "\n").encode()
    made = document(report, template, say, zone)
    if form == "pdf":
        return pdf(made)
    return (markdown_of(made) if form == "md" else html_file(made, say.say("md.contents"))).encode()
