"""A channel read back: what was said, taken away or marked while nobody told us."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.message import Message
from tests.journeys.stage import CHANNEL, Stage, stage


async def read_back(at: Stage, minutes: int = 11) -> None:
    at.clock.shift += timedelta(minutes=minutes)
    at.slack.state.shift = at.clock.shift.total_seconds()
    await at.app.jobs.tick_all()
    await at.quiet()


async def held(at: Stage) -> dict[str, Message]:
    async with at.app.store.look("T0PLAY") as work:
        return {m.ts: m for m in await work.messages.of(CHANNEL)}


async def unheard(at: Stage, events: int) -> None:
    """The next events are lost, as while the bot is away."""
    await at.slack.courier.idle()
    at.slack.courier.faults.lose = events


async def test_a_reaction_or_a_pin_taken_off_while_the_bot_was_away_is_taken_off(database_url: str) -> None:
    async with stage(database_url) as at:
        people = at.slack.people
        ts = people.say("U0SAM", CHANNEL, "failing over to db-2")
        for person in ("U0ADA", "U0ZOE"):
            people.react(person, CHANNEL, ts, "pushpin")
        people.pin("U0SAM", CHANNEL, ts)
        await at.quiet()
        await read_back(at)
        assert dict((await held(at))[ts].reactions) == {"pushpin": ("U0ADA", "U0ZOE")}
        await unheard(at, 2)
        people.react("U0ADA", CHANNEL, ts, "pushpin", off=True)
        people.pin("U0SAM", CHANNEL, ts, off=True)
        await at.slack.courier.idle()
        await read_back(at)
        assert dict((await held(at))[ts].reactions) == {"pushpin": ("U0ZOE",)}
        assert (await held(at))[ts].pinned_by == ()


async def test_a_reaction_set_again_while_the_bot_was_away_is_there_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        people = at.slack.people
        ts = people.say("U0SAM", CHANNEL, "failing over to db-2")
        people.react("U0ADA", CHANNEL, ts, "eyes")
        people.react("U0ADA", CHANNEL, ts, "eyes", off=True)
        await at.quiet()
        assert dict((await held(at))[ts].reactions) == {}
        await unheard(at, 1)
        people.react("U0ADA", CHANNEL, ts, "eyes")
        await at.slack.courier.idle()
        await read_back(at)
        assert dict((await held(at))[ts].reactions) == {"eyes": ("U0ADA",)}


async def test_a_reaction_of_so_many_that_slack_names_only_some_stays_everybodys(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "failing over to db-2")
        for person in ("U0ADA", "U0ZOE"):
            at.slack.people.react(person, CHANNEL, ts, "fire")
        await at.quiet()
        at.slack.state.channels[CHANNEL].messages[ts]["reactions"] = [{"name": "fire", "users": ["U0ADA"], "count": 2}]
        await read_back(at)
        assert dict((await held(at))[ts].reactions) == {"fire": ("U0ADA", "U0ZOE")}


async def test_reading_back_what_is_known_changes_nothing(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "failing over to db-2")
        at.slack.people.react("U0ADA", CHANNEL, ts, "eyes")
        at.slack.people.pin("U0ADA", CHANNEL, ts)
        await at.quiet()
        await read_back(at)
        before = await held(at)
        async with at.app.store.look("T0PLAY") as work:
            revision = await work.revisions.now([f"messages:{CHANNEL}"])
        await read_back(at)
        assert await held(at) == before
        async with at.app.store.look("T0PLAY") as work:
            assert await work.revisions.now([f"messages:{CHANNEL}"]) == revision


async def test_what_was_edited_or_deleted_while_the_bot_was_away_is_followed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        root = at.slack.people.say("U0SAM", CHANNEL, "errors are at 40 %")
        reply = at.slack.people.say("U0ADA", CHANNEL, "the password is hunter2", root)
        await at.quiet()
        await read_back(at)
        await unheard(at, 2)
        at.slack.people.edit(CHANNEL, root, "errors are at 14 %")
        at.slack.people.delete(CHANNEL, reply)
        await at.slack.courier.idle()
        await read_back(at)
        assert [m.text for m in (await held(at)).values()] == ["errors are at 14 %"]


async def test_only_those_who_wrote_are_asked_for_their_names_and_each_once(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        for number in range(50):
            at.slack.state.add_person(f"U1{number:03}", f"Person {number}")
        at.slack.people.say("U0SAM", CHANNEL, "errors on checkout")
        await at.start()
        await read_back(at)
        await read_back(at)
        assert at.slack.calls("users.list") == []
        assert [c.args["user"] for c in at.slack.calls("users.info")] == ["U0ADA", "U0SAM"]  # who leads it, and who wrote
