"""Answers given in forms: a section at once, one safeguard, and what is said privately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.guide import Guide
from bot.domain.interview import Answer, Question, Section, still_open
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import coaching, reading, sittings
from bot.usecases.answering import follow, settle, silence, take_back
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import meet, show_card
from bot.usecases.pressing import Spot, find, own_key

FORM = "form"


async def answerable(work: Work, reader: Reader, guide: Guide, postmortem_id: str, section_id: str) -> tuple[Postmortem, Section]:
    """A section that somebody may answer."""
    postmortem = await reading.allowed(work, reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
    section = guide.of(postmortem).section(section_id)
    if section is None:
        raise NotFound("error.question_gone")
    return postmortem, section


async def so_far(work: Work, reader: Reader, postmortem: Postmortem, section: Section) -> dict[str, str]:
    """What somebody has said so far to each question of a section, follow-ups apart."""
    mine = await _mine(work, reader.id, postmortem, section)
    return {q: "\n\n".join(a.text for a in answers) for q, answers in mine.items()}


async def _mine(work: Work, person: str, postmortem: Postmortem, section: Section) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in await work.interviews.answers(postmortem.id):
        if answer.user == person and answer.section == section.id and answer.text and not answer.probe and not answer.confirms:
            found.setdefault(answer.question, []).append(answer)
    return found


async def save(work: Work, reader: Reader, guide: Guide, where: tuple[str, str], texts: Mapping[str, str], now: datetime) -> None:
    """What somebody wrote in a section's form: what they changed is changed, wherever it was first written; what they
    emptied is taken back; what they left as it was stays."""
    postmortem, section = await answerable(work, reader, guide, *where)
    before = await _mine(work, reader.id, postmortem, section)
    fresh: list[Answer] = []
    for question in section.questions:
        if question.id not in texts:
            continue
        text, old = texts[question.id].strip(), before.get(question.id, [])
        if text == "\n\n".join(a.text for a in old).strip():
            continue
        answer = await _change(work, reader, postmortem, (section, question), text, old, now)
        if text:
            source = answer.source if answer else old[0].source
            shown = Shown(reader.id, next(iter(reader.channels), postmortem.channel))
            await coaching.look(work, Source("answer", postmortem.id, *source), shown, now)
        fresh += [answer] if answer else []
    await _deal_with(work, postmortem, section, reader.id, [a.question for a in fresh], now)
    await meet(work, reader.id, now)
    for answer in fresh:
        if await follow(work, guide, postmortem, section, answer, "dm", now):
            break  # one question at a time, also after a form
    await sittings.go_on_if_asked(work, guide, postmortem, reader.id, now)
    await show_card(work, postmortem, now)


async def _change(
    work: Work,
    reader: Reader,
    postmortem: Postmortem,
    what: tuple[Section, Question],
    text: str,
    old: Sequence[Answer],
    now: datetime,
) -> Answer | None:
    section, question = what
    skipped, unknown = silence(text)
    if not text:
        for answer in old:
            await take_back(work, *answer.source)
        return None
    for answer in old[1:]:
        await work.interviews.withdraw(*answer.source)  # their words are in the first one now
    if old:
        await work.interviews.reword(*old[0].source, text, f"{now.timestamp():.6f}", (skipped, unknown))
        return None
    name = own_key(FORM, postmortem.id, section.id, question.id, reader.id)
    where = (section.id, question.id, reader.id, now, text, (FORM, name))
    answer = Answer(*where, skipped=skipped, said_unknown=unknown, way=FORM)
    await work.interviews.put_answer(postmortem.id, answer, text)
    return answer


async def _deal_with(
    work: Work, postmortem: Postmortem, section: Section, person: str, questions: Sequence[str], now: datetime
) -> None:
    """Questions that waited for somebody by DM are dealt with once the form has answered them."""
    for asked in await work.personal.to(person, postmortem.id):
        waits = asked.state in {"open", "later"} and asked.place != "thread" and not asked.probe
        if waits and asked.section == section.id and asked.question in questions:
            await settle(work, postmortem, asked, "answered", now)


async def add_safeguard(work: Work, reader: Reader, guide: Guide, spot: Spot, record: str, request: str, now: datetime) -> None:
    """One safeguard more; `record` holds its three parts in words."""
    found = await find(work, reader, guide, spot)
    source = (FORM, own_key(FORM, found.postmortem.id, found.question.id, reader.id, request))
    answer = Answer(found.section.id, found.question.id, reader.id, now, record, source, way=FORM)
    await work.interviews.put_answer(found.postmortem.id, answer, record)
    await meet(work, reader.id, now)
    await show_card(work, found.postmortem, now)


async def say_privately(
    work: Work, reader: Reader, guide: Guide, spot: Spot, privacy: str, text: str, request: str, now: datetime
) -> Postmortem:
    """A private answer: kept beside the others, read by nobody but the one who was chosen, or shown without a name
    once the group is large enough."""
    found = await find(work, reader, guide, spot)
    if not text.strip():
        raise BadInput("error.no_text", field="text")
    pm = found.postmortem
    confidant = pm.confidant if privacy == "facilitator" else ""
    source = ("private", own_key("private", pm.id, found.question.id, reader.id, request))
    answer = Answer(
        found.section.id, found.question.id, reader.id, now, text, source, way=FORM, privacy=privacy, confidant=confidant
    )
    await work.interviews.put_answer(pm.id, answer, text)
    if found.mine is not None and found.mine.state == "open":
        await settle(work, pm, found.mine, "answered", now)
        await sittings.go_on(work, guide, pm, reader.id, now)
    if confidant:
        what = {"postmortem": pm.id, "person": confidant}
        await work.outbox.add(confidant, "private_note", f"private:{pm.id}:{source[1]}", what, now)
    return pm


async def for_confidant(work: Work, reader: Reader, postmortem_id: str) -> tuple[Postmortem, tuple[Answer, ...]]:
    """What was said to somebody privately; to anybody else there is nothing."""
    postmortem = await reading.allowed(work, reader, Deed.SEE, await work.postmortems.get(postmortem_id))
    private = await work.interviews.private(postmortem.id)
    return postmortem, tuple(a for a in private if a.privacy == "facilitator" and a.confidant == reader.id)


async def open_to(work: Work, reader: Reader, guide: Guide, postmortem: Postmortem) -> tuple[tuple[Section, Question], ...]:
    """What somebody has not answered yet."""
    return still_open(guide.of(postmortem), reader.id, await work.interviews.everything(postmortem.id))
