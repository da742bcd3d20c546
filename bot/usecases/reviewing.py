"""Review: people are asked to look at a report, say whether it is right, and are asked again when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.fingerprint import fingerprint
from bot.domain.guide import Guide
from bot.domain.postmortem import Move, Postmortem
from bot.domain.review import Remark, Review, Stage, Verdict, after_change, asked_again, judged, stage
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import reading
from bot.usecases.postmortems import meet, show_card

TEXT_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a review stands."""

    postmortem: Postmortem
    stage: Stage
    reviews: tuple[Review, ...]
    remarks: tuple[Remark, ...]


async def standing(work: Work, postmortem: Postmortem) -> Standing:
    """Who was asked, what they say, which remarks are open."""
    reviews = await work.reviews.of(postmortem.id)
    closings = sum(1 for what, _, _ in await work.reviews.moves(postmortem.id) if what is Move.CLOSE)
    return Standing(postmortem, stage(postmortem, reviews, closings), reviews, await work.reviews.remarks(postmortem.id))


async def ask(work: Work, reader: Reader, postmortem: Postmortem, people: Sequence[str], now: datetime) -> None:
    """Ask people to look at the report; who was asked already and waits is not asked twice."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    _open(postmortem)
    if not people:
        raise BadInput("error.nobody_chosen", field="people")
    known = await work.workspace.people(people)
    if any(known[p].is_bot for p in people if p in known):
        raise BadInput("error.bot_reviews", field="people")
    before = {r.reviewer: r for r in await work.reviews.of(postmortem.id)}
    for person in dict.fromkeys(people):
        old = before.get(person)
        if old is not None and old.verdict is Verdict.WAITING:
            continue
        await meet(work, person, now)
        await _ask(work, postmortem, asked_again(old, reader.id, now) if old else Review(person, reader.id, now), "asks", now)
    await show_card(work, postmortem, now)


async def approve(work: Work, reader: Reader, guide: Guide, postmortem_id: str, now: datetime) -> Postmortem:
    """A reviewer finds the report right as it is now."""
    found, review = await _mine(work, reader, postmortem_id)
    if review.verdict is not Verdict.APPROVED:
        of = fingerprint(await reading.load_report(work, found, guide))
        await _say(work, found, judged(review, Verdict.APPROVED, of, now), now)
    return found


async def ask_for_changes(
    work: Work, reader: Reader, postmortem_id: str, section: str, text: str, request: str, now: datetime
) -> Postmortem:
    """A reviewer wants something to be looked at: a remark on a section, which is told in its thread."""
    found, review = await _mine(work, reader, postmortem_id)
    text = text.strip()
    if not text or len(text) > TEXT_LIMIT:
        raise BadInput("error.no_remark", field="text", limit=str(TEXT_LIMIT))
    if not await work.reviews.add_remark(found.id, Remark(request, section, reader.id, text, now)):
        return found
    await _say(work, found, judged(review, Verdict.CHANGES, "", now), now)
    payload = {"postmortem": found.id, "remark": request, "section": section}
    await work.outbox.add(found.channel, "remark", f"remark:{request}"[:64], payload, now, f"remark:{request}")
    return found


async def settle(work: Work, reader: Reader, postmortem_id: str, remark_id: str, now: datetime) -> None:
    """A remark was looked at. Once all of somebody's are, they are asked again."""
    found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    before = await work.reviews.remarks(found.id)
    remark = next((r for r in before if r.id == remark_id), None)
    if remark is None:
        raise NotFound("error.no_remark_here")
    if await work.reviews.settle(found.id, remark_id, reader.id):
        payload = {"postmortem": found.id, "remark": remark_id, "section": remark.section, "again": True}
        await work.outbox.add(found.channel, "remark", f"settled:{remark_id}"[:64], payload, now, f"remark:{remark_id}")
        await _after_settling(work, found, remark, reader, now)
        await show_card(work, found, now)


async def _after_settling(work: Work, found: Postmortem, settled: Remark, reader: Reader, now: datetime) -> None:
    left = [r for r in await work.reviews.remarks(found.id) if r.open and r.by == settled.by]
    review = next((r for r in await work.reviews.of(found.id) if r.reviewer == settled.by), None)
    if not left and review is not None and review.verdict is Verdict.CHANGES and found.open:
        await _ask(work, found, asked_again(review, reader.id, now), "settled", now)


async def ask_again_due(work: Work, guide: Guide, now: datetime) -> int:
    """Whoever approved something that has changed since is asked again, once the change has come to rest; how many."""
    asked = 0
    for postmortem_id in await work.reviews.approved_drafts():
        found = await work.postmortems.get(postmortem_id)
        if found is None:
            continue
        now_is = fingerprint(await reading.load_report(work, found, guide))
        for review in await work.reviews.of(found.id):
            seen, again = after_change(review, now_is)
            if again:
                await _ask(work, found, asked_again(review, review.asked_by, now), "changed", now)
                asked += 1
            elif seen != review:
                await work.reviews.put(found.id, seen)
        if asked:
            await show_card(work, found, now)
    return asked


async def may_not_look(work: Work, postmortem: Postmortem, person: str, now: datetime) -> None:
    """Who was asked is not in the channel of a hidden postmortem: they are no reviewer, and whoever asked hears so."""
    review = next((r for r in await work.reviews.of(postmortem.id) if r.reviewer == person), None)
    await work.reviews.drop(postmortem.id, person)
    if review is not None:
        details = {"person": person, "number": postmortem.number}
        payload = {"person": review.asked_by, "key": "review.may_not_look", "details": details}
        await work.outbox.add(review.asked_by, "tell", f"may_not_look:{postmortem.id}:{person}"[:64], payload, now)
    await show_card(work, postmortem, now)


async def _ask(work: Work, postmortem: Postmortem, review: Review, why: str, now: datetime) -> None:
    await work.reviews.put(postmortem.id, review)
    payload = {"postmortem": postmortem.id, "person": review.reviewer, "why": why}
    ref = review_ref(postmortem.id, review.reviewer, review.round)
    await work.outbox.add(review.reviewer, "review", ref[:64], payload, now, ref)


async def _say(work: Work, postmortem: Postmortem, review: Review, now: datetime) -> None:
    await work.reviews.put(postmortem.id, review)
    payload = {"postmortem": postmortem.id, "person": review.reviewer, "again": True}
    ref = review_ref(postmortem.id, review.reviewer, review.round)
    await work.outbox.add(review.reviewer, "review", f"{ref}:{now.timestamp():.3f}"[-64:], payload, now, ref)
    key = f"review.heard_{review.verdict.value}"
    details = {"person": review.reviewer, "number": postmortem.number}
    told = {"person": review.asked_by, "key": key, "details": details}
    if review.asked_by != review.reviewer:
        await work.outbox.add(review.asked_by, "tell", f"heard:{ref}:{now.timestamp():.3f}"[-64:], told, now)
    await show_card(work, postmortem, now)


def review_ref(postmortem_id: str, person: str, time: int) -> str:
    """The name of the message that asks somebody for the given time."""
    return f"review:{time}:{person}:{postmortem_id}"


async def _mine(work: Work, reader: Reader, postmortem_id: str) -> tuple[Postmortem, Review]:
    """The postmortem and the reader's own review of it; raises NotFound for who was not asked."""
    found = await reading.allowed(work, reader, Deed.SEE, await work.postmortems.get(postmortem_id))
    review = next((r for r in await work.reviews.of(found.id) if r.reviewer == reader.id), None)
    if review is None:
        raise NotFound("error.not_asked_to_review")
    _open(found)
    return found, review


def _open(postmortem: Postmortem) -> None:
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
