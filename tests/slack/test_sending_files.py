"""Files into a direct message: refused ones are spoken of, others are tried again."""

from __future__ import annotations

from bot.playground.faults import Fault
from tests.journeys.stage import stage
from tests.slack.listeners.test_report import files, typed


async def test_a_refusal_is_said_once_and_is_the_end_of_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.state.scopes.discard("files:write")
        await typed(at, "report md")
        await at.quiet()
        said = [m["text"] for m in at.from_bot(at.slack.state.dm("U0ADA").id)]
        assert len([text for text in said if "files:write" in text]) == 1
        assert not (await at.app.store.outbox_counts(at.clock.now())).get("waiting")


async def test_what_may_go_well_later_is_sent_then(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.faults.append(Fault("files.getUploadURLExternal", "down", 1))
        await typed(at, "report md")
        await at.until(lambda: files(at, "U0ADA"))
        assert "postmortem-1-internal.md" in files(at, "U0ADA")
