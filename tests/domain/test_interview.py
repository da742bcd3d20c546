"""What is asked next, and what counts as an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.interview import (
    DONT_KNOW,
    NEXT,
    SKIP,
    Answer,
    Asked,
    Probe,
    Question,
    Section,
    Template,
    current,
    is_content,
    next_question,
)
from bot.domain.probing import follow_up

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIGURE = Probe("figure", "How many?", lacks=re.compile(r"\d"))
PERSON = Probe("person", "What made it easy to do?", cue=re.compile("(?i)mistake"))
SECTION = Section(
    "impact", "Impact", "", (Question("who", "Who?", probes=(FIGURE, PERSON)), Question("cost", "What did it cost?"))
)
SAID = Answer("impact", "who", "U1", NOW, "Shops in Europe could not take cards.", ("C1", "1.0"))
WHO = SECTION.questions[0]


def test_questions_come_in_order_and_none_twice() -> None:
    asked: list[Asked] = []
    while (question := next_question(SECTION, asked)) is not None:
        asked.append(Asked(question.id, NOW))
    assert [a.question for a in asked] == ["who", "cost"]
    assert current(asked) == asked[-1]
    assert current([]) is None


def test_an_answer_that_lacks_something_is_followed_up_once() -> None:
    assert follow_up(WHO, (), [SAID], ()) == FIGURE
    assert follow_up(WHO, (), [SAID, replace(SAID, text="I cannot say", probe="figure")], ()) is None
    assert follow_up(WHO, (), [SAID, replace(SAID, text="many", probe="figure"), SAID], ()) is None


def test_an_answer_with_a_cue_is_followed_up() -> None:
    assert follow_up(WHO, (), [replace(SAID, text="14 shops, by mistake")], ()) == PERSON


@pytest.mark.parametrize(
    "answer",
    [
        replace(SAID, text="1,200 shops"),
        replace(SAID, text="", skipped=True),
        replace(SAID, text="", said_unknown=True),
        replace(SAID, text=":thumbsup:"),
        replace(SAID, probe="figure"),
    ],
)
def test_nobody_is_asked_again_who_said_enough_or_would_not_say(answer: Answer) -> None:
    assert follow_up(WHO, (), [answer], ()) is None


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (SKIP, ("skip", " Skip. ", "pass")),
        (NEXT, ("next", "NEXT!", "weiter")),
        (DONT_KNOW, ("I don't know", "don’t know.", "idk")),
    ],
)
def test_a_word_to_the_bot_is_known_alone_and_not_inside_of_an_answer(pattern: re.Pattern[str], texts: tuple[str, ...]) -> None:
    assert all(pattern.match(t) for t in texts)
    assert not any(pattern.match(f"we had to {t} the second step") for t in texts)


@pytest.mark.parametrize(("text", "says"), [(":ok_hand: :tada:", False), ("…", False), ("42", True), ("是", True), ("", False)])
def test_an_emoji_alone_is_no_answer(text: str, says: bool) -> None:
    assert is_content(text) is says


def test_a_template_finds_its_sections() -> None:
    template = Template("full", (SECTION,))
    assert template.section("impact") == SECTION
    assert template.section("else") is None
