"""A question shows why it is asked and an example, and has a button while it is the one that stands open."""

from __future__ import annotations

from bot.domain.interview import Probe, Question, Section
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks.interview import question, section_done, thread

SAY = load_prompts()
ASK = Question("who", "Who noticed it?", "The people outside are why this matters.", "Shops in Europe.")


def test_a_question_says_why_and_how_it_might_be_answered() -> None:
    shown = str(question(ASK, None, "P1|impact|who|", SAY, settled=False))
    for words in (ASK.ask, ASK.why, ASK.example, "P1|impact|who|"):
        assert words in shown


def test_a_follow_up_is_one_sentence() -> None:
    shown = str(question(ASK, Probe("figure", "How many?"), "w", SAY, settled=False))
    assert "How many?" in shown
    assert ASK.why not in shown


def test_once_the_interview_has_moved_on_there_is_no_button() -> None:
    assert "action_id" not in str(question(ASK, None, "w", SAY, settled=True))


def test_slack_takes_every_message_of_every_template() -> None:
    for number, part in enumerate(SAY.template.sections):
        assert not block_faults(thread(part, number, SAY))
        assert not block_faults(section_done(part, SAY))
        for each in part.questions:
            assert not block_faults(question(each, None, "w" * 200, SAY, settled=False))
    assert not block_faults(thread(Section("x", "X", "", ()), 1, SAY))
