"""What a report holds, in which order, whatever its form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.action_item import ItemState
from bot.domain.edition import Edition
from bot.domain.item_figures import fare_of
from bot.domain.lines import Remark
from bot.domain.report import Report
from bot.exports.composing import document
from bot.exports.document import Document, Heading, Picture, texts
from bot.prompts import load_prompts
from tests.reports import ITEM, NOW, a_report, entry

SAY = load_prompts()


def words(report: Report, kind: str = "internal") -> str:
    return "\n".join(span.text for span in texts(made(report, kind)))


def made(report: Report, kind: str = "internal") -> Document:
    return document(report, SAY.reports[kind], SAY)


def edited(report: Report, text: str) -> Report:
    part = replace(report.sections[0], edition=Edition("impact", 1, text, "U1", NOW))
    return replace(report, sections=(part, *report.sections[1:]))


def test_the_parts_stand_in_the_order_of_the_template() -> None:
    headings = [b.text for b in made(a_report()).blocks if isinstance(b, Heading) and b.level == 2]
    assert headings == ["Impact", "Timeline (times in UTC)", "Action items", "Who was heard"]


def test_an_edited_section_reads_as_the_editor_wrote_it_and_the_answers_stay_behind_it() -> None:
    told = words(edited(a_report(), "Orders were lost."))
    assert told.index("Orders were lost.") < told.index("What people said") < told.index("All shops in Europe")


def test_times_are_in_the_named_zone_and_days_stand_where_they_change() -> None:
    lines = [entry(ts="1700000000.000100"), entry(ts="1700006400.000100")]
    told = document(a_report(lines=lines), SAY.reports["internal"], SAY, "Europe/Berlin")
    shown = [span.text for span in texts(told)]
    assert "2026-11-24 09:00 Europe/Berlin" in shown
    assert shown.index("2023-11-14") < shown.index("23:13") < shown.index("2023-11-15") < shown.index("01:00")


def test_notes_and_other_versions_of_a_line_stand_below_it() -> None:
    line = replace(entry(), notes=(Remark("U2", "by hand"),), versions=(Remark("U2", "it was later"),))
    told = words(a_report(lines=[line]))
    assert "› by hand (Sam O'Neill)" in told
    assert "⇄ it was later (Sam O'Neill)" in told


def test_customers_read_what_an_editor_wrote_and_nobodys_name_or_system() -> None:
    told = words(edited(a_report(), "<@U2> failed db-primary-2 over; checkout was down."), "customer")
    assert "somebody failed one of our systems over; one of our systems was down." in told
    for hidden in ("Ada", "Sam", "1,200", "rolling back", "Alert on lag", "Not answered"):
        assert hidden not in told


def test_customers_read_nothing_where_nobody_wrote_for_them() -> None:
    headings = [b.text for b in made(a_report(), "customer").blocks if isinstance(b, Heading)]
    assert headings == ["Postmortem 7 · one of our systems is down"]


def test_managers_read_a_few_lines_of_each_section() -> None:
    told = words(a_report(said=("word " * 200, "another")), "managers")
    assert "…" in told
    assert "another" not in told
    assert "Alert on lag" in told


def test_another_language_changes_our_words_and_not_those_of_people() -> None:
    told = document(a_report(), replace(SAY.reports["internal"], language="de"), SAY)
    shown = "\n".join(span.text for span in texts(told))
    assert told.language == "de"
    assert "Ablauf (Zeiten in UTC)" in shown
    assert "Maßnahmen" in shown
    assert "All shops in Europe" in shown


@pytest.mark.parametrize("lines", [0, 3])
def test_the_picture_stands_where_there_is_something_to_draw(lines: int) -> None:
    pictures = [b for b in made(a_report(lines=[entry()] * lines)).blocks if isinstance(b, Picture)]
    assert len(pictures) == min(1, lines)


def test_how_action_items_fare_stands_above_them_for_those_inside() -> None:
    items = (ITEM, replace(ITEM, state=ItemState.DONE, worked_at=NOW), replace(ITEM, state=ItemState.DROPPED))
    told = words(replace(a_report(), items=items))
    assert "3 promised · 1 done, 1 of them shown to work · 1 not needed" in told
    assert "promised" not in words(replace(a_report(), items=items), "customer")
    late = replace(ITEM, due=date(2026, 12, 1), owner="U3")
    fare = fare_of((*items, late), {"U2": "Platform", "U3": "Platform"}, date(2026, 12, 2))
    today = words(replace(a_report(), items=(*items, late), fare=fare))
    assert "On 2026-12-02: 1 past their date" in today
    assert "the open ones are 8 days old (median)" in today
    assert "Platform: 4 promised, 1 done, 1 shown to work, 1 past their date, 1 not needed; the open ones are 8 days old" in today
    closed = (replace(ITEM, state=ItemState.DONE), replace(ITEM, state=ItemState.DROPPED, owner="U3"))
    settled = fare_of(closed, {"U2": "Platform", "U3": "Platform"}, date(2026, 12, 2))
    told = words(replace(a_report(), items=closed, fare=settled))
    assert "Platform: 2 promised, 1 done, 0 shown to work, 0 past their date, 1 not needed" in told
    assert "days old" not in told
    alone = replace(fare, teams=fare_of(items, {"U2": "Platform"}, date(2026, 12, 2)).teams)
    assert "Platform" not in words(replace(a_report(), items=items, fare=alone))
