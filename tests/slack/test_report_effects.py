"""A report as a file for whoever asked, as far as they may read it; through the front door."""

from __future__ import annotations

from tests.journeys.curating import told
from tests.journeys.stage import stage
from tests.slack.listeners.test_report import files, typed
from tests.slack.listeners.test_timeline_channels import SECRET, add, with_channels


async def test_a_file_holds_what_its_reader_may_read(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", SECRET, "security")
        for person, sees in (("U0SAM", True), ("U0ADA", False)):
            await typed(at, "report html", person)
            made = files(at, person)["postmortem-1-internal.html"]
            assert b"Checkout is down" in made
            assert (b"HUSHHUSH" in made) is sees


async def test_a_kind_of_report_that_went_away_meanwhile_is_said_to_be_gone(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        payload = {"postmortem": "?", "person": "U0ADA", "channels": ["C1"], "form": "md", "kind": "gone", "language": ""}
        async with at.app.store.work(at.slack.settings.team) as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            what = payload | {"postmortem": found.id, "channels": [found.channel]}
            await work.outbox.add("people:U0ADA", "report_file", "report_file:1", what, at.clock.now())
        await at.quiet()
        assert "There is no report “gone”" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
