"""A section as a form, one safeguard as a form, a private answer, and the list of what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.interview import Question, Section
from bot.domain.postmortem import Postmortem
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.interview import spot
from bot.slack.blocks.parts import Block, actions, button, context, field, header, modal, option, section, select, text_input
from bot.slack.text import escape

ROOM = 3000  # what Slack lets people type into a field
MOST_OPEN = 6


def section_form(
    part: Section, postmortem: Postmortem, mine: Mapping[str, str], say: Prompts, metadata: str, only: str = ""
) -> Block:
    """The questions of a section with what the person has said so far; `only` shows one of them."""
    blocks: list[Block] = [context(say.say("form.intro", number=postmortem.number, title=escape(postmortem.title)))]
    for question in part.questions:
        if only in {"", question.id}:
            blocks.append(_field(question, mine.get(question.id, ""), say))
    title = part.title if len(part.title) <= 24 else say.say("form.title")
    return modal(ids.ANSWERS_FORM, title, say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def _field(question: Question, text: str, say: Prompts) -> Block:
    if len(text) > ROOM:
        return section(say.say("form.too_long", ask=question.ask, length=len(text)))
    box = text_input("v", text, lines=True, most=ROOM)
    return field(question.id, question.ask, box, optional=True, hint=question.why)


def safeguard_form(say: Prompts, metadata: str) -> Block:
    """One safeguard as a record."""
    names = ("what", "expected", "did")
    blocks = [field(n, say.say(f"safeguard.ask_{n}"), text_input("v", lines=n != "what", most=900)) for n in names]
    return modal(
        ids.SAFEGUARD_FORM, say.say("safeguard.title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata
    )


def private_form(question: Question, confidant: str, group: int, say: Prompts, metadata: str) -> Block:
    """A private answer: who will read it is chosen before anything is written, and what is stored is said openly."""
    choices = [
        option(say.say("private.to_facilitator", name=confidant), "facilitator"),
        option(say.say("private.unattributed"), "unattributed"),
    ]
    blocks = [
        section(f"*{question.ask}*"),
        context(say.say("private.honest", name=escape(confidant), group=group)),
        field("privacy", say.say("private.who"), select("v", choices, choices[0])),
        field("text", say.say("private.text"), text_input("v", lines=True, most=ROOM)),
    ]
    return modal(ids.PRIVATE_FORM, say.say("private.title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def open_questions(
    postmortem: Postmortem, open_ones: Sequence[tuple[Section, Question]], say: Prompts, page: int = 0
) -> list[Block]:
    """What the person has not answered yet, skipped ones too, each with a button; a screen of a phone at a time."""
    if not open_ones:
        return [section(say.say("interview.none_open"))]
    blocks: list[Block] = [header(say.say("interview.open_title", number=postmortem.number))]
    first = page * MOST_OPEN
    for part, question in open_ones[first : first + MOST_OPEN]:
        press = button(say.say("button.answer_now"), ids.ANSWER_NOW, spot(postmortem.id, part.id, question.id))
        blocks.append(section(f"_{part.title}_ · {question.ask}", press))
    if left := len(open_ones) - first - MOST_OPEN:
        more = say.say("interview.open_more", count=left)
        blocks += [actions([button(more, ids.OPEN_QUESTIONS, f"{postmortem.id}|{page + 1}")])] if left > 0 else []
    return blocks
