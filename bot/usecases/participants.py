"""Everyone heard: who was there, curated by people; each invited once, in their hours; names by consent only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import participants as domain
from bot.domain.access import Deed, Reader
from bot.domain.followup import in_hours
from bot.domain.guide import Guide
from bot.domain.interview import Personal, Question, Section, Template
from bot.domain.participants import Attendance, Opening, Participant
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases import reading
from bot.usecases.answering import personal_ref, settle
from bot.usecases.nudges import Following
from bot.usecases.postmortems import meet, show_card

# Those who sit in the channel answer in the threads; only who has not after this long gets a message of their own.
GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Company:
    """Who was there and what is noted of each."""

    there: tuple[Participant, ...]
    noted: dict[str, Attendance]
    material: reading.Material


async def company(work: Work, postmortem: Postmortem) -> Company:
    """Everybody who was there, from the timeline and from what people added or took away."""
    found = await reading.material(work, postmortem)
    noted = await work.participants.of(postmortem.id)
    return Company(domain.present(found.traces, found.people, noted), noted, found)


async def opening(work: Work, postmortem: Postmortem, person: str) -> Opening:
    """What an invitation to somebody begins with."""
    found = await company(work, postmortem)
    one = next((p for p in found.there if p.person == person), None)
    return domain.opening(one) if one else Opening("added")


async def invite_due(work: Work, guide: Guide, follow: Following, now: datetime) -> int:
    """Invite whoever was there, has said nothing yet and is at work just now; how many were invited."""
    invited = 0
    for postmortem in await work.postmortems.open_ones():
        asked = [a for _, a in await work.interviews.asked(postmortem.id)]
        if asked and asked[0].at <= now - GRACE:
            invited += await _invite_all(work, guide, follow, postmortem, now)
    return invited


async def _invite_all(work: Work, guide: Guide, follow: Following, postmortem: Postmortem, now: datetime) -> int:
    found = await company(work, postmortem)
    said = {a.user for a in await work.interviews.everything(postmortem.id)}
    invited = 0
    for one in found.there:
        person, note = found.material.people[one.person], found.noted.get(one.person) or Attendance(one.person)
        asked_before = note.invited_at or note.declined_at or note.by_dm or note.may_see is False
        at_work = in_hours(now, follow.policy.plan, follow.calendar(person))
        if person.gone or person.id in said or asked_before or not at_work:
            continue
        await invite(work, guide, postmortem, note, now)
        invited += 1
    return invited


async def invite(work: Work, guide: Guide, postmortem: Postmortem, note: Attendance, now: datetime) -> None:
    """Invite one person: once for good."""
    section, question = opening_question(guide.of(postmortem))
    seq = await work.interviews.next_seq(postmortem.id)
    asked = Personal(postmortem.id, note.person, section.id, question.id, "", "invite", "open", seq, now)
    await work.personal.put(asked)
    await work.participants.put(postmortem.id, replace(note, invited_at=now))
    payload = {"postmortem": postmortem.id, "person": note.person, "section": section.id, "question": question.id}
    await work.outbox.add(note.person, "invite", f"invite:{postmortem.id}:{note.person}", payload, now, personal_ref(asked))


def opening_question(template: Template) -> tuple[Section, Question]:
    """The question that an invitation opens: the one marked so, else the very first."""
    every = [(s, q) for s in template.sections for q in s.questions]
    return next(((s, q) for s, q in every if q.opening), every[0])


async def only_for_members(work: Work, postmortem: Postmortem, person: str) -> bool:
    """Whether somebody may know of a postmortem only as a member of its channel: it is hidden, or they are a guest."""
    known = (await work.workspace.people([person])).get(person)
    guest = known is not None and known.outside
    return guest or await reading.is_hidden(work, postmortem)


async def not_a_member(work: Work, postmortem: Postmortem, person: str) -> None:
    """Somebody may not see the postmortem just now: they are not asked, and nothing waits for them."""
    note = await work.participants.one(postmortem.id, person)
    await work.participants.put(postmortem.id, replace(note, may_see=False, invited_at=None))
    for asked in await work.personal.to(person, postmortem.id):
        if asked.place == "invite" and asked.state == "open":
            await work.personal.put(replace(asked, state="lapsed"))


async def a_member(work: Work, postmortem: Postmortem, person: str) -> None:
    """Somebody may see the postmortem as of now, from wherever they press."""
    note = await work.participants.one(postmortem.id, person)
    await work.participants.put(postmortem.id, replace(note, may_see=True))


async def left(work: Work, channel: str, person: str) -> None:
    """Somebody left a channel: what is hidden from non-members is hidden from them."""
    for postmortem in await work.postmortems.open_ones():
        if postmortem.channel == channel:
            note = await work.participants.one(postmortem.id, person)
            if note.may_see:
                await work.participants.put(postmortem.id, replace(note, may_see=False))


async def decline(work: Work, reader: Reader, postmortem_id: str, now: datetime) -> None:
    """Somebody would rather not; nobody asks why, and nothing more is asked."""
    postmortem = await reading.allowed(work, reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
    note = await work.participants.one(postmortem.id, reader.id)
    await work.participants.put(postmortem.id, replace(note, declined_at=now, by_dm=False))
    for asked in await work.personal.to(reader.id, postmortem.id):
        if asked.state in {"open", "later"} and asked.place != "thread":
            await settle(work, postmortem, asked, "lapsed", now)
    await show_card(work, postmortem, now)


async def take_off(work: Work, reader: Reader, postmortem_id: str, person: str, now: datetime) -> Postmortem:
    """Somebody was not there after all."""
    postmortem = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    note = await work.participants.one(postmortem.id, person)
    await work.participants.put(postmortem.id, replace(note, removed=True, added=False))
    await show_card(work, postmortem, now)
    return postmortem


async def put_on(work: Work, reader: Reader, postmortem_id: str, person: str, role: str, now: datetime) -> Postmortem:
    """Somebody was there too, or has this role."""
    postmortem = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    known = (await work.workspace.people([person])).get(person)
    if known is not None and known.is_bot:
        raise BadInput("error.bot_was_there", field="person")
    note = await work.participants.one(postmortem.id, person)
    role = " ".join(role.split())[:60] or note.role
    await work.participants.put(postmortem.id, replace(note, removed=False, added=True, role=role))
    await meet(work, person, now)
    await show_card(work, postmortem, now)
    return postmortem


async def name_me(work: Work, reader: Reader, postmortem_id: str) -> bool:
    """Show somebody's name in the report, or their role again; tells which it is now. Nobody decides it for another."""
    postmortem = await reading.allowed(work, reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
    note = await work.participants.one(postmortem.id, reader.id)
    await work.participants.put(postmortem.id, replace(note, named=not note.named))
    return not note.named
