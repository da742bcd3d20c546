"""What somebody said to a question is noted in one place, whichever way it came, and may call for one follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.guide import Guide
from bot.domain.interview import DONT_KNOW, SKIP, Answer, Personal, Question, Section
from bot.domain.known import Told
from bot.domain.postmortem import Postmortem
from bot.domain.probing import follow_up, probe_of
from bot.store.work import Work
from bot.usecases import reading

Raw = Mapping[str, str]


def silence(text: str) -> tuple[bool, bool]:
    """Whether words are a skip, and whether they are "I don't know"."""
    return bool(SKIP.match(text)), bool(DONT_KNOW.match(text))


async def take_back(work: Work, channel: str, ts: str) -> None:
    """An answer is gone, and its words with it, also where an editor took them over."""
    held = await work.interviews.one(channel, ts)
    if held is not None:
        await work.editions.forget_words(held[0], held[1].text)
    await work.interviews.withdraw(channel, ts)


async def follow(
    work: Work, guide: Guide, postmortem: Postmortem, section: Section, answer: Answer, place: str, now: datetime
) -> Personal | None:
    """Put the one follow-up that an answer calls for to the one who gave it; None where nothing is missing."""
    question = next((q for q in section.questions if q.id == answer.question), None)
    if question is None:
        return None
    put = await work.personal.to(answer.user, postmortem.id)
    if any(p.probe and (p.section, p.question) == (section.id, question.id) for p in put):
        return None
    said = [a for a in await work.interviews.answers(postmortem.id) if a.user == answer.user and a.question == question.id]
    probe = follow_up(question, guide.probes, said, ())
    if probe is not None and probe.known:
        probe = follow_up(question, guide.probes, said, await reading.known(work, postmortem, section.id, question.id))
    if probe is None:
        return None
    return await put_to(work, postmortem, (section.id, question.id, probe.id), answer.user, place, now)


async def put_to(
    work: Work,
    postmortem: Postmortem,
    what: tuple[str, str, str],
    person: str,
    place: str,
    now: datetime,
    told: tuple[Raw, ...] = (),
) -> Personal | None:
    """Ask one person something (section, question, probe), in the thread or by DM; None where they were asked before."""
    section, question, probe = what
    seq = await work.interviews.next_seq(postmortem.id)
    asked = Personal(postmortem.id, person, section, question, probe, place, "open", seq, now, told=told)
    before = next((p for p in await work.personal.to(person, postmortem.id) if _same(p, asked)), None)
    if before is not None and before.state not in {"later", "lapsed"}:
        return None
    await work.personal.put(asked)
    await show(work, postmortem, asked, now)
    return asked


def _same(a: Personal, b: Personal) -> bool:
    return (a.section, a.question, a.probe) == (b.section, b.question, b.probe)


async def show(work: Work, postmortem: Postmortem, asked: Personal, now: datetime) -> None:
    """Have a personal question posted; once it is dealt with, brought up to date without its buttons."""
    ref = personal_ref(asked)
    lane = postmortem.channel if asked.place == "thread" else asked.person
    what = {"postmortem": asked.postmortem, "section": asked.section, "question": asked.question, "probe": asked.probe}
    delivery = ref if asked.state == "open" else f"settled:{ref}"
    payload = {**what, "person": asked.person, "place": asked.place, "settled": asked.state != "open"}
    await work.outbox.add(lane, "personal", delivery, payload, now, ref)


def personal_ref(asked: Personal) -> str:
    """The name under which the message of a personal question is remembered."""
    return f"ask:{asked.postmortem}:{asked.section}:{asked.question}:{asked.probe}:{asked.person}:{asked.seq}"


async def settle(
    work: Work, postmortem: Postmortem, asked: Personal, state: str, now: datetime, due: datetime | None = None
) -> None:
    """Somebody dealt with what they were asked."""
    done = replace(asked, state=state, due_at=due)
    await work.personal.put(done)
    await show(work, postmortem, done, now)


async def told_for(work: Work, postmortem: Postmortem, section: Section, question: Question) -> tuple[Raw, ...]:
    """What is known already that answers a question; empty where it has to be asked openly."""
    if not question.known:
        return ()
    known = await reading.known(work, postmortem, section.id, question.id)
    return tuple(as_raw(t) for name in question.known for t in known.get(name, ()))


def as_raw(told: Told) -> dict[str, str]:
    """Something known, as it is stored with a question."""
    raw = {"text": told.text, "ts": told.ts, "by": told.by}
    return (
        raw | ({"milestone": told.milestone.value} if told.milestone else {}) | ({"at": told.at.isoformat()} if told.at else {})
    )


def words_of(guide: Guide, question: Question, probe: str) -> str:
    """What is asked, in words: the question, or its probe."""
    found = probe_of(question, guide.probes, probe) if probe else None
    return found.ask if found else question.ask
