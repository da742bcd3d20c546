"""What must hold whatever Slack repeats, loses or takes away; through the front door."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Reader
from bot.playground.server import Fault
from bot.usecases import postmortems
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.journeys.test_postmortem import report_of


def questions(at: Stage, thread: str) -> list[str]:
    return [m["text"] for m in at.from_bot() if m.get("thread_ts") == thread]


async def test_a_typed_next_asks_one_question_however_often_it_is_delivered_or_read_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview root_cause")
        await at.quiet()
        thread = at.thread("Root cause")
        at.slack.courier.faults.duplicate = 2
        at.slack.people.say("U0ADA", CHANNEL, "next", thread)
        await at.quiet()
        at.slack.courier.faults.duplicate = 0
        for minutes in (1, 2):
            at.clock.shift = timedelta(minutes=minutes)
            await at.app.jobs.tick_all()
            await at.quiet()
        assert len(questions(at, thread)) == 2
        assert "next" not in (await report_of(at)).splitlines()


async def test_a_deletion_after_the_end_still_takes_the_text_away(sqlite_url: str) -> None:
    async with stage(sqlite_url, channel="payments-team") as at:
        await at.start()
        said = at.slack.people.say("U0SAM", CHANNEL, "we rolled back deploy 4711 because customers saw errors")
        changed = at.slack.people.say("U0SAM", CHANNEL, "40 % of requests of all users failed")
        await at.quiet()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        async with at.app.store.work("T0PLAY") as work:  # as after a restart: the channel is looked at again
            known = await work.workspace.channel(CHANNEL)
            assert known is not None
            from bot.usecases import hearing

            await hearing.channel_learned(work, at.app.ears, known, "", at.clock.now())
        at.slack.people.delete(CHANNEL, said)
        at.slack.people.edit(CHANNEL, changed, "14 % of requests of all users failed")
        await at.quiet()
        report = await report_of(at)
        assert "4711" not in report
        assert "14 %" in report


async def test_what_was_unpinned_by_somebody_else_is_pinned_no_more(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "look")
        at.slack.people.pin("U0SAM", CHANNEL, ts)
        await at.quiet()
        at.slack.people.pin("U0ADA", CHANNEL, ts, off=True)
        await at.quiet()
        async with at.app.store.work("T0PLAY") as work:
            assert (await work.messages.of(CHANNEL))[0].pinned_by == ()


async def test_a_start_in_a_channel_nobody_looked_at_yet_is_hidden_from_others(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at, at.app.store.work("T0PLAY") as work:
        asked = postmortems.Start("r1", "C0SECRET", "U0ADA", "a secret")
        await postmortems.start(work, asked, at.clock.now())
        assert await postmortems.listed(work, Reader("U0SAM", frozenset({CHANNEL}))) == ()


async def test_a_start_where_the_bot_is_not_says_so_to_the_lead(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.add_channel("C0ELSE", "elsewhere", ["U0ADA"])
        await at.slack.people.slash("U0ADA", "C0ELSE", "/postmortem", "start")
        assert "not in this channel" in at.only("U0ADA")[-1]["text"]
        assert at.slack.people.seen("U0ADA")["modals"] == []


async def test_a_reminder_does_not_name_a_postmortem_that_its_owner_may_not_see(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start(title="The secret merger")
        async with at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.open_in(CHANNEL)
            assert found is not None
            from dataclasses import replace

            await work.postmortems.save(replace(found, private=True))
        at.slack.state.channels[CHANNEL].members.discard("U0ZOE")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Rotate the keys <@U0ZOE> in two weeks")
        for day in range(12, 18):
            at.clock.move_to(day, hour=3)
            await at.app.jobs.tick_all()
            await at.quiet()
        shown = str(at.from_bot(at.slack.state.dm("U0ZOE").id))
        assert "Rotate the keys" in shown
        assert "secret merger" not in shown


async def test_a_channel_that_was_archived_and_comes_back_gets_what_was_waiting(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        channel = at.slack.state.channels[CHANNEL]
        channel.archived = True
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview summary")
        await at.quiet()
        told = [m["text"] for m in at.from_bot(at.slack.state.dm("U0ADA").id)]
        assert len(told) == 1
        assert "archived" in told[0]
        channel.archived = False
        at.slack.people.tell({"type": "channel_unarchive", "channel": CHANNEL, "user": "U0ADA"})
        await at.quiet()
        assert "What happened, in two or three sentences?" in questions(at, at.thread("Summary"))


async def test_a_command_repeated_after_a_lost_answer_promises_nothing_twice(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        for _ in range(2):
            await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> in two weeks")
        async with at.app.store.work("T0PLAY") as work:
            assert len(await work.items.owned_by("U0SAM")) == 1


async def test_what_slack_no_longer_shows_for_its_age_was_not_deleted(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        old = at.slack.people.say("U0SAM", CHANNEL, "errors on checkout for all customers")
        await at.quiet()
        del at.slack.state.channels[CHANNEL].messages[old]  # a free plan hides what is older than 90 days
        at.slack.people.say("U0SAM", CHANNEL, "much later")
        await at.quiet()
        async with at.app.store.work("T0PLAY") as work:
            from dataclasses import replace

            known = await work.workspace.channel(CHANNEL)
            assert known is not None
            await work.workspace.put_channel(replace(known, read_to=""))
        at.clock.shift = timedelta(minutes=1)
        await at.app.jobs.tick_all()
        await at.quiet()
        async with at.app.store.work("T0PLAY") as work:
            assert "errors on checkout for all customers" in [m.text for m in await work.messages.of(CHANNEL)]


async def test_slack_away_for_a_day_loses_nothing(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("*", "error", times=10_000))
        await at.slack.courier.idle()
        async with at.app.store.work("T0PLAY") as work:
            await postmortems.start(work, postmortems.Start("r1", CHANNEL, "U0ADA", "during the outage"), at.clock.now())
        for hours in range(1, 25):
            for minute in (0, 6, 12, 18, 24, 30, 36, 42, 48, 54):
                at.clock.shift = timedelta(hours=hours, minutes=minute)
                await at.app.dispatcher.tick()
        assert (await at.app.store.outbox_counts(at.clock.now())).get("dead", 0) == 0
        at.slack.faults.clear()
        at.clock.shift = timedelta(hours=26)
        at.app.dispatcher.wake()
        await at.quiet()
        assert at.card() is not None
