"""The timeline as files, sent by Slack to whoever asked; through the front door."""

from __future__ import annotations

from tests.journeys.curating import Curator, told
from tests.journeys.stage import stage
from tests.slack.listeners.test_timeline_channels import SECRET, add, with_channels

FORMS = ["csv", "json", "md", "png", "svg"]


async def test_the_files_come_by_direct_message_as_far_as_one_may_read(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", SECRET, "security")
        for person, sees in (("U0SAM", True), ("U0ADA", False)):
            curator = await Curator(at, person).open()
            await curator.more("files")
            assert "on their way" in curator.text
            await at.quiet()
            sent = next(m for m in reversed(at.from_bot(at.slack.state.dm(person).id)) if m.get("files"))
            files = {f["name"].rpartition(".")[2]: at.slack.state.files[f["id"]].content for f in sent["files"]}
            assert sorted(files) == FORMS
            assert (b"HUSHHUSH" in (files["csv"] or b"")) is sees
            assert (b"HUSHHUSH" in (files["md"] or b"") + (files["json"] or b"")) is sees


async def test_where_files_may_not_be_sent_it_says_so_and_what_else_there_is(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes.discard("files:write")
        await told(at)
        await (await Curator(at, "U0ADA").open()).more("files")
        await at.quiet()
        said = at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
        assert "files:write" in said
        assert "postmortem-bot timeline 1" in said
