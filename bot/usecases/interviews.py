"""The guided interview in threads: open a section's thread, take answers, ask the next question."""

from __future__ import annotations

from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.domain.access import Deed, Reader
from bot.domain.guide import Guide
from bot.domain.interview import NEXT, Answer, Asked, Personal, Section, Template, addressed, current, next_question
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.answering import follow, settle, silence, told_for
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import meet, show_card


async def open_sections(work: Work, reader: Reader, postmortem: Postmortem, guide: Guide, section: str, now: datetime) -> None:
    """Open the thread of one section, or of all when none is named; those that are open stay as they are."""
    await reading.allowed(work, reader, Deed.ANSWER, postmortem)
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
    for each in sections_of(guide.of(postmortem), section):
        payload = {"postmortem": postmortem.id, "section": each.id}
        ref = f"thread:{postmortem.id}:{each.id}"
        if await work.outbox.add(postmortem.channel, "thread", ref, payload, now, ref):
            await ask_next(work, postmortem, each, (), now)
    await show_card(work, postmortem, now)


def sections_of(template: Template, named: str) -> list[Section]:
    """The section of that name, or all of them when none is named; raises BadInput for one that is not there."""
    chosen = [s for s in template.sections if named in {"", s.id}]
    if not chosen:
        raise _no_section(named, template)
    return chosen


def _no_section(word: str, template: Template) -> BadInput:
    known = [s.id for s in template.sections]
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    return (
        BadInput("error.no_section_near", known=listed, nearest=near[0]) if near else BadInput("error.no_section", known=listed)
    )


async def ask_next(work: Work, postmortem: Postmortem, section: Section, asked: tuple[Asked, ...], now: datetime) -> None:
    """Put the section's next question into its thread; the buttons of the one before it go, and open follow-ups lapse."""
    before, question = current(asked), next_question(section, asked)
    where = {"postmortem": postmortem.id, "section": section.id}
    if before is not None:
        await show_question(work, postmortem, section.id, before, now, settled=True)
        for personal in await _open_follow_ups(work, postmortem, section):
            await settle(work, postmortem, personal, "lapsed", now)
    if question is None:
        await work.outbox.add(postmortem.channel, "section_done", f"done:{postmortem.id}:{section.id}", where, now)
        return
    put = Asked(question.id, now, told=await told_for(work, postmortem, section, question))
    if await work.interviews.add_asked(postmortem.id, section.id, put):
        await show_question(work, postmortem, section.id, put, now)


async def _open_follow_ups(work: Work, postmortem: Postmortem, section: Section) -> list[Personal]:
    put = await work.personal.of(postmortem.id)
    return [p for p in put if p.section == section.id and p.state == "open" and p.place == "thread"]


async def show_question(
    work: Work, postmortem: Postmortem, section: str, asked: Asked, now: datetime, *, settled: bool = False
) -> None:
    """Have a question posted into its thread, or brought up to date without its buttons."""
    ref = question_ref(postmortem.id, section, asked.question)
    payload = {"postmortem": postmortem.id, "section": section, "question": asked.question, "settled": settled}
    await work.outbox.add(postmortem.channel, "question", f"settled:{ref}" if settled else ref, payload, now, ref)


def question_ref(postmortem: str, section: str, question: str) -> str:
    """The name under which a question's message is remembered."""
    return f"question:{postmortem}:{section}:{question}:"


async def asked_in(work: Work, postmortem: Postmortem, section: str) -> tuple[Asked, ...]:
    """What was asked in a section's thread."""
    return tuple(a for _, a in await work.interviews.asked(postmortem.id, section))


async def take_answer(work: Work, message: Message, thread: str, guide: Guide, now: datetime) -> None:
    """A reply in an interview thread (`thread` is the name "thread:POSTMORTEM:SECTION")."""
    _, postmortem_id, section_id = thread.split(":", 2)
    postmortem = await work.postmortems.get(postmortem_id)
    section = guide.of(postmortem).section(section_id) if postmortem else None
    if postmortem is None or section is None:
        return
    asked = await asked_in(work, postmortem, section_id)
    mine = [p for p in await work.personal.to(message.author, postmortem_id) if p.section == section_id]
    what = addressed(current(asked), mine)
    if what is None or NEXT.match(message.text):
        # Remembered under no question: a repeated delivery, or reading the thread back, must not move on again.
        wish = Answer(section_id, "", message.author, message.at, "", (message.channel, message.ts))
        if await work.interviews.add_answer(postmortem_id, wish):
            await move_on(work, postmortem, section, current(asked), now)
        return
    await _take(work, guide, postmortem, section, what, message, now)


async def _take(
    work: Work, guide: Guide, postmortem: Postmortem, section: Section, what: Asked | Personal, message: Message, now: datetime
) -> None:
    skipped, unknown = silence(message.text)
    answer = Answer(
        section=section.id,
        question=what.question,
        user=message.author,
        at=message.at,
        text=message.text,
        source=(message.channel, message.ts),
        probe=what.probe,
        skipped=skipped,
        said_unknown=unknown,
    )
    if not await work.interviews.add_answer(postmortem.id, answer):
        return
    await meet(work, answer.user, now)
    source = Source("answer", postmortem.id, message.channel, message.ts)
    await coaching.look(work, source, Shown(message.author, message.channel, message.thread_ts or ""), now)
    if isinstance(what, Personal):
        await settle(work, postmortem, what, "skipped" if skipped else "answered", now)
    else:
        await after(work, guide, postmortem, section, answer, now)
    await show_card(work, postmortem, now)


async def after(work: Work, guide: Guide, postmortem: Postmortem, section: Section, answer: Answer, now: datetime) -> None:
    """What an answer to the thread's question leads to: a follow-up to the one who gave it, or for a skip where nobody
    has said anything, the next question."""
    if answer.skipped or answer.said_unknown:
        said = await work.interviews.answers(postmortem.id)
        standing = current(await asked_in(work, postmortem, section.id))
        if not any(a.question == answer.question and a.has_content for a in said):
            await move_on(work, postmortem, section, standing, now)
        return
    await follow(work, guide, postmortem, section, answer, "thread", now)


async def move_on(work: Work, postmortem: Postmortem, section: Section, standing: Asked | None, now: datetime) -> None:
    """Ask the section's next question, if `standing` is still the one that stands open."""
    asked = await asked_in(work, postmortem, section.id)
    if current(asked) == standing:
        await ask_next(work, postmortem, section, asked, now)


async def continue_quiet(work: Work, guide: Guide, quiet: timedelta, now: datetime) -> int:
    """Where an answered question has been quiet for long enough, ask the next; how many were asked."""
    moved = 0
    for postmortem_id, section_id in await work.interviews.quiet_since(now - quiet):
        postmortem = await work.postmortems.get(postmortem_id)
        section = guide.of(postmortem).section(section_id) if postmortem else None
        if postmortem is None or section is None or not postmortem.open:
            continue
        asked = await asked_in(work, postmortem, section_id)
        if asked and next_question(section, asked) is not None:
            await move_on(work, postmortem, section, current(asked), now)
            moved += 1
    return moved


async def show_buttons(work: Work, postmortem: Postmortem, guide: Guide, once: str, now: datetime) -> None:
    """Bring the open threads up to date after a close, a cancel or a reopening: buttons live only while they act."""
    for section in guide.of(postmortem).sections:
        asked = current(await asked_in(work, postmortem, section.id))
        if asked is None:
            continue
        ref = f"thread:{postmortem.id}:{section.id}"
        where = {"postmortem": postmortem.id, "section": section.id}
        await work.outbox.add(postmortem.channel, "thread", f"{once}:{ref}", {**where, "again": True}, now, ref)
        ref = question_ref(postmortem.id, section.id, asked.question)
        payload = {**where, "question": asked.question, "settled": not postmortem.open, "again": True}
        await work.outbox.add(postmortem.channel, "question", f"{once}:{ref}", payload, now, ref)
