"""The interview by DM: one question at a time, at the person's own pace; days later and after restarts it goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.guide import Guide
from bot.domain.interview import NEXT, Answer, Personal, Section, next_for
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.answering import follow, personal_ref, put_to, settle, silence, told_for
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import meet, show_card


async def begin(work: Work, reader: Reader, postmortem: Postmortem, guide: Guide, now: datetime) -> bool:
    """Somebody would rather answer by DM: the first question that they have not dealt with comes there. Tells whether
    one stands open there already, which then is the first."""
    await reading.allowed(work, reader, Deed.ANSWER, postmortem)
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
    note = await work.participants.one(postmortem.id, reader.id)
    await work.participants.put(postmortem.id, replace(note, by_dm=True, declined_at=None, may_see=True))
    await meet(work, reader.id, now)
    waiting = any(p.place != "thread" and p.state == "open" for p in await work.personal.to(reader.id, postmortem.id))
    await go_on(work, guide, postmortem, reader.id, now)
    return waiting


async def go_on(work: Work, guide: Guide, postmortem: Postmortem, person: str, now: datetime) -> None:
    """Ask the next question by DM, to those who chose to be asked there; say so when there is none left."""
    put = await work.personal.to(person, postmortem.id)
    if any(p.place != "thread" and p.state == "open" for p in put):
        return
    if not postmortem.open:
        return
    wants_all = (await work.participants.one(postmortem.id, person)).by_dm
    found = next_for(guide.of(postmortem), person, await work.interviews.everything(postmortem.id), put) if wants_all else None
    if found is None:
        key = f"dm_done:{postmortem.id}:{person}:{len(put)}"
        await work.outbox.add(person, "dm_done", key, {"postmortem": postmortem.id, "person": person}, now)
        return
    section, question = found
    told = await told_for(work, postmortem, section, question)
    await put_to(work, postmortem, (section.id, question.id, ""), person, "dm", now, told)


async def go_on_if_asked(work: Work, guide: Guide, postmortem: Postmortem, person: str, now: datetime) -> None:
    """The same for those who answered elsewhere: nothing is said to who never chose the DM."""
    if (await work.participants.one(postmortem.id, person)).by_dm:
        await go_on(work, guide, postmortem, person, now)


async def heard(work: Work, guide: Guide, said: Message, now: datetime) -> bool:
    """Words in a DM: an answer to what stands open there; tells whether they were one."""
    if await work.interviews.one(said.channel, said.ts):
        return True
    mine = await _answered(work, said)
    postmortem = await work.postmortems.get(mine.postmortem) if mine else None
    section = guide.of(postmortem).section(mine.section) if postmortem and mine else None
    if mine is None or postmortem is None or section is None:
        return False
    skipped, unknown = silence(said.text)
    skipped = skipped or bool(NEXT.match(said.text))
    where = (section.id, mine.question, said.author, said.at, said.text, (said.channel, said.ts), mine.probe)
    answer = Answer(*where, skipped=skipped, said_unknown=unknown, way="dm")
    if await work.interviews.add_answer(postmortem.id, answer, said.text):
        await settle(work, postmortem, mine, "skipped" if skipped else "answered", now)
        await coaching.look(work, Source("answer", postmortem.id, *answer.source), Shown(said.author, said.channel), now)
        await _after(work, guide, postmortem, section, answer, now)
    return True


async def _answered(work: Work, said: Message) -> Personal | None:
    """Which question: that of the thread they wrote in, else the last one that stands open in the DM."""
    put = [p for p in await work.personal.to(said.author) if p.place != "thread"]
    if said.thread_ts:
        ref = await work.outbox.ref_at(said.channel, said.thread_ts)
        return next((p for p in put if ref and ref == personal_ref(p)), None)
    return next((p for p in reversed(put) if p.state == "open"), None)


async def _after(work: Work, guide: Guide, postmortem: Postmortem, section: Section, answer: Answer, now: datetime) -> None:
    if await follow(work, guide, postmortem, section, answer, "dm", now) is None:
        await go_on(work, guide, postmortem, answer.user, now)
    await show_card(work, postmortem, now)


async def ask_again(work: Work, guide: Guide, now: datetime) -> int:
    """Put the questions again whose time has come; how many."""
    put = 0
    for asked in await work.personal.due(now):
        postmortem = await work.postmortems.get(asked.postmortem)
        if postmortem is None or not postmortem.open or guide.of(postmortem).section(asked.section) is None:
            await work.personal.put(replace(asked, state="lapsed", due_at=None))
            continue
        what = (asked.section, asked.question, asked.probe)
        if any(p.place != "thread" and p.state == "open" for p in await work.personal.to(asked.person)):
            continue  # one open question at a time
        put += await put_to(work, postmortem, what, asked.person, "dm", now, asked.told) is not None
    return put
