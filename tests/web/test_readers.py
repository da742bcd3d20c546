"""What somebody may see follows what Slack says, a minute behind at most."""

from dataclasses import replace

from bot.web import readers
from tests.journeys.stage import CHANNEL, Stage
from tests.web.site import signed_in, site
from tests.web.test_pages import hidden


async def reader_asks(at: Stage, person: str) -> int:
    async with signed_in(at, person) as browser:
        return (await browser.get("/postmortems/1")).status_code


async def test_who_joins_a_private_channel_may_read_what_belongs_to_it(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await hidden(at)
        assert await reader_asks(at, "U0SAM") == 200
        at.slack.state.channels[CHANNEL].members.add("U0ZOE")
        assert await reader_asks(at, "U0ZOE") == 200


async def test_slack_is_asked_once_in_a_minute(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        before = len(at.slack.calls("users.conversations"))
        for _ in range(5):
            await ada.get("/")
        assert len(at.slack.calls("users.conversations")) == before + 1
        assert readers.REMEMBERED <= 60


async def test_a_private_postmortem_in_an_open_channel_is_for_the_members_of_that_channel(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        async with at.app.store.work(at.slack.settings.team) as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            await work.postmortems.save(replace(found, private=True))
        at.slack.state.channels[CHANNEL].members.discard("U0ZOE")
        assert await reader_asks(at, "U0SAM") == 200
        assert await reader_asks(at, "U0ZOE") == 404
