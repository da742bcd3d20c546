"""Where memories differ: found by words and figures, or marked by a press; never settled by the bot."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.contradictions import Contradiction, contradictions, judged
from bot.domain.guide import Guide
from bot.domain.interview import Answer
from bot.domain.postmortem import Postmortem
from bot.errors import NotFound
from bot.store.work import Work
from bot.usecases import reading


async def pairs(work: Work, guide: Guide, postmortem: Postmortem) -> tuple[Contradiction, ...]:
    """The answers that do not go together."""
    answers = await work.interviews.answers(postmortem.id)
    return contradictions(answers, guide.of(postmortem).starting, await work.participants.judgements(postmortem.id))


async def others(work: Work, reader: Reader, channel: str, ts: str) -> tuple[Postmortem, Answer, tuple[Answer, ...]]:
    """An answer by its message, and what other people said in its section."""
    found = await work.interviews.one(channel, ts)
    if found is None or found[1].privacy:
        raise NotFound("error.no_answer")
    postmortem = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(found[0]))
    answers = await work.interviews.answers(postmortem.id)
    same = [a for a in answers if a.section == found[1].section and a.user != found[1].user and a.has_content]
    return postmortem, found[1], tuple(same)


async def judge(
    work: Work, reader: Reader, postmortem_id: str, sources: tuple[str, str, str, str], agree: bool, now: datetime
) -> Postmortem:
    """Somebody says that two answers differ, or that they agree after all."""
    postmortem = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    one, two = await work.interviews.one(*sources[:2]), await work.interviews.one(*sources[2:])
    if one is None or two is None or postmortem.id not in {one[0]} & {two[0]}:
        raise NotFound("error.no_answer")
    await work.participants.judge(postmortem.id, judged(one[1], two[1], agree), reader.id, now)
    return postmortem
