"""The interview's forms are forms that Slack accepts, with what was said before in them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.interview import still_open
from bot.domain.postmortem import Postmortem
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks import interview_forms as forms

SAY = load_prompts()
P = Postmortem("P1", 1, "C1", "Checkout & <b>pay</b>", "U1", datetime(2026, 3, 20, tzinfo=UTC), "U1")


def test_every_section_of_every_template_is_a_form() -> None:
    for template in SAY.guide.templates.values():
        for part in template.sections:
            view = forms.section_form(part, P, {part.questions[0].id: "said before"}, SAY, f"P1|{part.id}|C1")
            assert view_faults(view) == []
            assert "said before" in str(view)


def test_a_form_may_ask_one_question_only_and_leaves_out_what_it_cannot_hold() -> None:
    part = SAY.guide.templates["full"].sections[1]
    view = forms.section_form(part, P, {}, SAY, "m", only="business")
    assert [b["block_id"] for b in view["blocks"] if b["type"] == "input"] == ["business"]
    view = forms.section_form(part, P, {"business": "x" * 3001}, SAY, "m")
    assert [b["block_id"] for b in view["blocks"] if b["type"] == "input"] == ["who_was_affected"]


def test_the_private_form_says_who_will_read_it_before_anything_is_written() -> None:
    question = SAY.guide.templates["full"].sections[0].questions[0]
    view = forms.private_form(question, "Zoë", 4, SAY, "m")
    assert view_faults(view) == []
    honest = str(view["blocks"][1])
    assert "Zoë" in honest
    assert "at least 4 people" in honest
    assert [b["type"] for b in view["blocks"]].index("context") < len(view["blocks"]) - 1


def test_a_safeguard_has_three_fields() -> None:
    view = forms.safeguard_form(SAY, "m")
    assert view_faults(view) == []
    assert [b["block_id"] for b in view["blocks"]] == ["what", "expected", "did"]


def test_open_questions_are_listed_with_a_button_each() -> None:
    template = SAY.guide.templates["full"]
    waiting = still_open(template, "U1", ())
    pages = [forms.open_questions(P, waiting, SAY, page) for page in range(-(-len(waiting) // forms.MOST_OPEN))]
    assert all(block_faults(blocks) == [] for blocks in pages)
    assert sum("accessory" in b for blocks in pages for b in blocks) == sum(len(s.questions) for s in template.sections)
    assert [blocks[-1]["type"] == "actions" for blocks in pages] == [True] * (len(pages) - 1) + [False]
    assert "answered everything" in str(forms.open_questions(P, (), SAY))
