"""Section threads and the questions in them."""

from __future__ import annotations

from bot.domain.interview import Probe, Question, Section
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, section


def thread(part: Section, number: int, say: Prompts) -> list[Block]:
    """The first message of a section's thread."""
    return [section(say.say("interview.thread", title=part.title, number=number, intro=part.intro))]


def question(what: Question, probe: Probe | None, where: str, say: Prompts, *, settled: bool) -> list[Block]:
    """One question; `where` names it for the button, which is gone once the interview has moved on."""
    if probe is not None:
        blocks = [section(f"*{probe.ask}*")]
    else:
        blocks = [section(f"*{what.ask}*")]
        notes = [say.say("interview.why", why=what.why)] if what.why else []
        notes += [say.say("interview.example", example=what.example)] if what.example else []
        blocks += [context("\n".join(notes))] if notes else []
    return blocks if settled else [*blocks, actions([button(say.say("button.next_question"), ids.NEXT_QUESTION, where)])]


def section_done(part: Section, say: Prompts) -> list[Block]:
    """The last word in a section's thread."""
    return [section(say.say("interview.section_done", title=part.title))]
