"""What a review posts, whatever goes wrong on the way."""

from __future__ import annotations

from bot.playground.faults import Fault
from tests.journeys.stage import CHANNEL, stage
from tests.slack.listeners.test_review import asked, remark, typed


async def test_a_request_whose_answer_was_lost_is_posted_once(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.faults.append(Fault("chat.postMessage", "lost_answer", 1))
        await typed(at, "review <@U0ZOE>")
        await at.quiet()
        assert len(asked(at, "U0ZOE")) == 1


async def test_without_a_thread_of_its_section_a_remark_stands_below_the_card(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "review <@U0ZOE>")
        assert not await remark(at, "U0ZOE", "Say who was affected.", "impact")
        card = at.card()
        assert card is not None
        told = [m for m in at.from_bot(CHANNEL) if "Say who was affected." in str(m.get("blocks"))]
        assert [m["thread_ts"] for m in told] == [card["ts"]]
