"""What is shown of a running bot is what it will do."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.look_inside import LookInside
from tests.journeys.stage import CHANNEL, stage


async def test_the_reminder_that_was_announced_comes_when_the_clock_gets_there(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        look = LookInside(at.app)
        await at.start()
        due = (at.clock.now() + timedelta(days=10)).date()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", f"action add Alert on lag <@U0ZOE> by {due.isoformat()}")
        await at.quiet()
        await look.ticked()
        (announced,) = await look.due()
        assert "action item 1" in announced["what"]
        at.clock.shift = datetime.fromtimestamp(announced["at"], at.clock.now().tzinfo) - at.clock.now() + timedelta(minutes=5)
        before = at.from_bot(at.slack.state.dm("U0ZOE").id)
        await look.ticked()
        await look.quiet()
        (reminder,) = [m for m in at.from_bot(at.slack.state.dm("U0ZOE").id) if m not in before and "item_done" in str(m)]
        assert "Alert on lag" in str(reminder["blocks"])
        later = await look.due()
        assert not later or later[0]["at"] > announced["at"]
