"""The guided interview: open a section's thread, take answers, ask the next question."""

from __future__ import annotations

from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.domain.access import Deed, Reader
from bot.domain.interview import (
    DONT_KNOW,
    NEXT,
    SKIP,
    Answer,
    Asked,
    Next,
    Section,
    Template,
    current,
    follow_up,
    next_question,
)
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import show_card


async def open_sections(
    work: Work, reader: Reader, postmortem: Postmortem, template: Template, section: str, now: datetime
) -> None:
    """Open the thread of one section, or of all when none is named; those that are open stay as they are."""
    await reading.allowed(work, reader, Deed.ANSWER, postmortem)
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
    chosen = [s for s in template.sections if section in {"", s.id}]
    if not chosen:
        raise _no_section(section, template)
    for each in chosen:
        payload = {"postmortem": postmortem.id, "section": each.id}
        ref = f"thread:{postmortem.id}:{each.id}"
        if await work.outbox.add(postmortem.channel, "thread", ref, payload, now, ref):
            await ask(work, postmortem, each, next_question(each, ()), now)
    await show_card(work, postmortem, now)


def _no_section(word: str, template: Template) -> BadInput:
    known = [s.id for s in template.sections]
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    return (
        BadInput("error.no_section_near", known=listed, nearest=near[0]) if near else BadInput("error.no_section", known=listed)
    )


async def ask(work: Work, postmortem: Postmortem, section: Section, what: Next, now: datetime) -> None:
    """Put a question into its section's thread; the buttons of the one before it go."""
    before = current([a for _, a in await work.interviews.asked(postmortem.id, section.id)])
    where = {"postmortem": postmortem.id, "section": section.id}
    if before is not None:
        await _settle(work, postmortem, section, before, now)
    if what.question is None:
        await work.outbox.add(postmortem.channel, "section_done", f"done:{postmortem.id}:{section.id}", where, now)
        return
    probe = what.probe.id if what.probe else ""
    if await work.interviews.add_asked(postmortem.id, section.id, Asked(what.question.id, now, probe)):
        ref = question_ref(postmortem.id, section.id, what.question.id, probe)
        await work.outbox.add(
            postmortem.channel,
            "question",
            ref,
            {**where, "question": what.question.id, "probe": probe},
            now,
            ref,
        )


async def _settle(work: Work, postmortem: Postmortem, section: Section, before: Asked, now: datetime) -> None:
    ref = question_ref(postmortem.id, section.id, before.question, before.probe)
    payload = {
        "postmortem": postmortem.id,
        "section": section.id,
        "question": before.question,
        "probe": before.probe,
        "settled": True,
    }
    await work.outbox.add(postmortem.channel, "question", f"settled:{ref}", payload, now, ref)


def question_ref(postmortem: str, section: str, question: str, probe: str) -> str:
    """The name under which a question's message is remembered."""
    return f"question:{postmortem}:{section}:{question}:{probe}"


async def take_answer(work: Work, message: Message, thread: str, template: Template, now: datetime) -> None:
    """A reply in an interview thread (`thread` is the name "thread:POSTMORTEM:SECTION")."""
    _, postmortem_id, section_id = thread.split(":", 2)
    postmortem, section = await work.postmortems.get(postmortem_id), template.section(section_id)
    if postmortem is None or section is None:
        return
    asked = [a for _, a in await work.interviews.asked(postmortem_id, section_id)]
    standing = current(asked)
    if standing is None or NEXT.match(message.text):
        # Remembered under no question: a repeated delivery, or reading the thread back, must not move on again.
        wish = Answer(section_id, "", message.author, message.at, "", (message.channel, message.ts))
        if await work.interviews.add_answer(postmortem_id, wish):
            await move_on(work, postmortem, section, standing, now)
        return
    answer = Answer(
        section_id,
        standing.question,
        message.author,
        message.at,
        message.text,
        (message.channel, message.ts),
        standing.probe,
        skipped=bool(SKIP.match(message.text)),
        said_unknown=bool(DONT_KNOW.match(message.text)),
    )
    if not await work.interviews.add_answer(postmortem_id, answer):
        return
    if not await work.workspace.people([answer.user]):
        lane = f"people:{answer.user}"
        await work.outbox.add(lane, "learn_person", f"person:{answer.user}", {"person": answer.user}, now)
    source = Source("answer", postmortem.id, message.channel, message.ts)
    await coaching.look(work, source, Shown(message.author, message.channel, message.thread_ts or ""), now)
    probe = follow_up(section, asked, answer)
    if probe is not None:
        await ask(work, postmortem, section, probe, now)
    elif answer.skipped and not await _somebody_answered(work, postmortem, standing):
        await move_on(work, postmortem, section, standing, now)
    await show_card(work, postmortem, now)


async def _somebody_answered(work: Work, postmortem: Postmortem, standing: Asked) -> bool:
    answers = await work.interviews.answers(postmortem.id)
    return any(a.question == standing.question and a.has_content for a in answers)


async def move_on(work: Work, postmortem: Postmortem, section: Section, standing: Asked | None, now: datetime) -> None:
    """Ask the section's next question, if `standing` is still the one that stands open."""
    asked = [a for _, a in await work.interviews.asked(postmortem.id, section.id)]
    if current(asked) == standing:
        await ask(work, postmortem, section, next_question(section, asked), now)


async def press_next(work: Work, reader: Reader, template: Template, where: tuple[str, str, str, str], now: datetime) -> None:
    """ "Next question" pressed under a question (postmortem, section, question, probe); a stale press explains itself."""
    postmortem_id, section_id, question, probe = where
    postmortem = await reading.allowed(work, reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
    section = template.section(section_id)
    if section is None:
        raise NotFound("error.no_section", known=", ".join(s.id for s in template.sections))
    standing = current([a for _, a in await work.interviews.asked(postmortem_id, section_id)])
    if standing is None or (standing.question, standing.probe) != (question, probe):
        raise BadInput("error.stale_question")
    await move_on(work, postmortem, section, standing, now)


async def continue_quiet(work: Work, template: Template, quiet: timedelta, now: datetime) -> int:
    """Where an answered question has been quiet for long enough, ask the next; how many were asked."""
    moved = 0
    for postmortem_id, section_id in await work.interviews.quiet_since(now - quiet):
        postmortem, section = await work.postmortems.get(postmortem_id), template.section(section_id)
        if postmortem is None or section is None or not postmortem.open:
            continue
        asked = [a for _, a in await work.interviews.asked(postmortem_id, section_id)]
        if next_question(section, asked).question is not None:
            await move_on(work, postmortem, section, current(asked), now)
            moved += 1
    return moved
