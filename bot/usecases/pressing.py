"""The buttons under a question: skip, "I don't know", later, next, and whether what the bot knows is right."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.followup import next_morning
from bot.domain.guide import Guide
from bot.domain.interview import Answer, Asked, Personal, Question, Section, current
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import interviews, reading, sittings
from bot.usecases.answering import put_to, settle
from bot.usecases.nudges import Following
from bot.usecases.postmortems import show_card

DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Spot:
    """Which question a button belongs to; `person` is empty where it is put to everybody in the thread."""

    postmortem: str
    section: str
    question: str
    probe: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A spot, found: what it stands for as of now. `mine` is the personal question, None for one that is put to all."""

    postmortem: Postmortem
    section: Section
    question: Question
    probe: str
    mine: Personal | None


async def find(work: Work, reader: Reader, guide: Guide, spot: Spot) -> Pressed:
    """What a button belongs to, if the one who pressed may answer it."""
    postmortem = await reading.allowed(work, reader, Deed.ANSWER, await work.postmortems.get(spot.postmortem))
    section = guide.of(postmortem).section(spot.section)
    question = next((q for q in section.questions if q.id == spot.question), None) if section else None
    if section is None or question is None:
        raise NotFound("error.question_gone")
    if spot.person and spot.person != reader.id:
        raise BadInput("error.not_your_question", person=spot.person)
    put = await work.personal.to(reader.id, postmortem.id) if spot.person else ()
    mine = [p for p in put if (p.section, p.question, p.probe) == (spot.section, spot.question, spot.probe)]
    return Pressed(postmortem, section, question, spot.probe, mine[-1] if mine else None)


async def told(work: Work, reader: Reader, guide: Guide, spot: Spot) -> tuple[Mapping[str, str], ...]:
    """What the bot said it knows, when it asked."""
    found = await find(work, reader, guide, spot)
    if found.mine is not None:
        return found.mine.told
    asked = await interviews.asked_in(work, found.postmortem, found.section.id)
    return next((a.told for a in asked if a.question == found.question.id), ())


async def next_pressed(work: Work, reader: Reader, guide: Guide, spot: Spot, now: datetime) -> None:
    """ "Next question": a stale press explains itself."""
    found = await find(work, reader, guide, spot)
    standing = await _standing(work, found)
    await interviews.move_on(work, found.postmortem, found.section, standing, now)


async def _standing(work: Work, found: Pressed) -> Asked:
    standing = current(await interviews.asked_in(work, found.postmortem, found.section.id))
    if standing is None or standing.question != found.question.id or not found.postmortem.open:
        raise BadInput("error.stale_question")
    return standing


async def silent_pressed(work: Work, reader: Reader, guide: Guide, spot: Spot, now: datetime, *, unknown: bool) -> None:
    """ "Skip" or "I don't know": noted for the one who pressed; others may still answer."""
    found = await find(work, reader, guide, spot)
    if found.mine is None:
        await _standing(work, found)
    elif found.mine.state != "open":
        raise BadInput("error.stale_question")
    answer = _pressed(found, reader, "", now, skipped=not unknown, unknown=unknown)
    await work.interviews.put_answer(found.postmortem.id, answer, "")
    await _go_on(work, guide, found, answer, now)


async def later_pressed(work: Work, reader: Reader, guide: Guide, follow: Following, spot: Spot, now: datetime) -> datetime:
    """ "Ask me later": asked again by DM in the morning of their next working day; gives that moment."""
    found = await find(work, reader, guide, spot)
    people = await work.workspace.people([reader.id])
    due = next_morning(now, follow.policy.plan, follow.calendar(people.get(reader.id)))
    if found.mine is not None:
        await settle(work, found.postmortem, found.mine, "later", now, due)
    else:
        seq = await work.interviews.next_seq(found.postmortem.id)
        where = (found.section.id, found.question.id, found.probe)
        await work.personal.put(Personal(found.postmortem.id, reader.id, *where, "dm", "later", seq, now, due))
    if found.mine is not None and found.mine.place != "thread":
        await sittings.go_on(work, guide, found.postmortem, reader.id, now)
    return due


async def right_pressed(work: Work, reader: Reader, guide: Guide, spot: Spot, words: str, now: datetime) -> None:
    """ "Yes, that is right": what the bot said it knows is confirmed by somebody."""
    found = await find(work, reader, guide, spot)
    if found.mine is not None and found.mine.state != "open":
        raise BadInput("error.stale_question")
    answer = _pressed(found, reader, words, now, confirms=True)
    await work.interviews.put_answer(found.postmortem.id, answer, words)
    await _go_on(work, guide, found, answer, now)


async def differs_pressed(work: Work, reader: Reader, guide: Guide, spot: Spot, now: datetime) -> None:
    """ "Not quite": the one who pressed is asked how it was."""
    found = await find(work, reader, guide, spot)
    place = found.mine.place if found.mine else "thread"
    if found.mine is not None:
        await settle(work, found.postmortem, found.mine, "answered", now)
    if await put_to(work, found.postmortem, (found.section.id, found.question.id, DIFFERS), reader.id, place, now) is None:
        raise BadInput("error.stale_question")


async def _go_on(work: Work, guide: Guide, found: Pressed, answer: Answer, now: datetime) -> None:
    if found.mine is not None:
        await settle(work, found.postmortem, found.mine, "skipped" if answer.skipped else "answered", now)
        if found.mine.place != "thread":
            await sittings.go_on(work, guide, found.postmortem, answer.user, now)
    elif not answer.confirms:
        await interviews.after(work, guide, found.postmortem, found.section, answer, now)
    await show_card(work, found.postmortem, now)


def _pressed(
    found: Pressed,
    reader: Reader,
    text: str,
    now: datetime,
    *,
    skipped: bool = False,
    unknown: bool = False,
    confirms: bool = False,
) -> Answer:
    """An answer by a press: one for each person and question, so a second press changes nothing."""
    where = (found.section.id, found.question.id)
    name = own_key("press", found.postmortem.id, *where, found.probe, reader.id)
    return Answer(
        section=found.section.id,
        question=found.question.id,
        user=reader.id,
        at=now,
        text=text,
        source=("press", name),
        probe=found.probe,
        skipped=skipped,
        said_unknown=unknown,
        way="press",
        confirms=confirms,
    )


def own_key(*parts: str) -> str:
    """A name in the length of a message id, for an answer that no message holds."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
