"""An event is stored before Slack hears that it came; what cannot be stored, Slack is to bring again."""

from __future__ import annotations

from bot.domain.message import Message
from tests.journeys.stage import CHANNEL, Stage, stage


async def held(at: Stage, channel: str = CHANNEL) -> list[Message]:
    async with at.app.store.look("T0PLAY") as work:
        return list(await work.messages.of(channel))


async def test_an_acknowledged_message_is_in_the_database(database_url: str) -> None:
    async with stage(database_url) as at:
        at.slack.people.say("U0SAM", CHANNEL, "errors on checkout")
        await at.slack.courier.idle()
        assert [d.acknowledged for d in at.slack.courier.log] == [True]
        assert [m.text for m in await held(at)] == ["errors on checkout"]


async def test_an_event_of_a_shape_that_nobody_knows_is_acknowledged_and_changes_nothing(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.tell({"type": "something_new", "channel": CHANNEL, "what": {"ever": 1}})
        at.slack.people.tell({"type": "message", "subtype": "of_next_year", "channel": CHANNEL, "ts": "1700000000.000100"})
        await at.slack.courier.idle()
        assert all(d.acknowledged for d in at.slack.courier.log)
        assert await held(at) == []


async def test_our_own_words_are_not_kept(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert at.card() is not None
        assert await held(at) == []


async def test_a_link_that_slack_unfurled_is_no_edit(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "see https://status.example.com")
        await at.slack.courier.idle()
        place = at.slack.state.channels[CHANNEL]
        old = place.messages[ts]
        shown = {**old, "attachments": [{"id": 1, "title": "Status", "from_url": "https://status.example.com"}]}
        at.slack.people.tell(
            {"type": "message", "subtype": "message_changed", "channel": CHANNEL, "ts": at.slack.state.new_ts(),
             "message": shown, "previous_message": old, "channel_type": "channel"}
        )  # fmt: skip
        await at.slack.courier.idle()
        assert [m.text for m in await held(at)] == ["see https://status.example.com"]


async def test_a_dm_is_kept_nowhere_unless_it_answers_a_question(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        dm = at.slack.state.dm("U0SAM").id
        at.slack.people.say("U0SAM", dm, "a secret of mine")
        await at.quiet()
        assert await held(at, dm) == []
        assert len(at.from_bot(dm)) == 1


async def test_whoever_leaves_a_private_channel_is_no_longer_in_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.channels[CHANNEL].private = True
        await at.start()
        async with at.app.store.work("T0PLAY") as work:
            await work.workspace.set_members(CHANNEL, ["U0ADA", "U0SAM"])
        at.slack.people.tell({"type": "member_left_channel", "user": "U0SAM", "channel": CHANNEL, "channel_type": "G"})
        await at.quiet()
        async with at.app.store.look("T0PLAY") as work:
            assert not await work.workspace.is_member(CHANNEL, "U0SAM")
            assert await work.workspace.is_member(CHANNEL, "U0ADA")
