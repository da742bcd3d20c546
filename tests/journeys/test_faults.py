"""What Slack, the network or the database do to the bot, and what people see of it: nothing, or one clear message."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.playground.server import Fault
from tests.journeys.stage import CHANNEL, Stage, stage


async def held(at: Stage) -> dict[str, str]:
    """What the bot holds of the channel: text by ts."""
    async with at.app.store.work("T0PLAY") as work:
        return {m.ts: m.text for m in await work.messages.of(CHANNEL)}


async def test_nothing_is_posted_before_the_seconds_that_slack_asked_for_are_over(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("chat.postMessage", "ratelimited", 2, 1))
        began = time.monotonic()
        await at.start()
        calls = at.slack.calls("chat.postMessage")
        assert [c.answer["ok"] for c in calls] == [False, False, True]
        assert time.monotonic() - began >= 2
        assert len([m for m in at.from_bot() if m["text"].startswith("Postmortem ")]) == 1


@pytest.mark.parametrize("seed", range(5))
async def test_events_in_any_order_and_number_leave_the_same_messages(
    sqlite_url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        events: list[dict[str, Any]] = []
        monkeypatch.setattr(at.slack.courier, "event", events.append)
        people = at.slack.people
        edited = people.say("U0SAM", CHANNEL, "errors are at 40 % for all customers")
        people.edit(CHANNEL, edited, "errors are at 4 % for all customers")
        people.edit(CHANNEL, edited, "errors are at 14 % for all customers")
        gone = people.say("U0ADA", CHANNEL, "the password is hunter2")
        people.edit(CHANNEL, gone, "the password is swordfish")
        people.delete(CHANNEL, gone)
        people.react("U0ZOE", CHANNEL, edited, "fire")
        people.pin("U0ZOE", CHANNEL, edited)
        people.pin("U0ADA", CHANNEL, edited, off=True)
        monkeypatch.undo()
        deliveries = events * 2
        random.Random(seed).shuffle(deliveries)
        for event in deliveries:
            at.slack.courier.event(event)
        await at.quiet()
        assert await held(at) == {edited: "errors are at 14 % for all customers"}
        async with at.app.store.work("T0PLAY") as work:
            message = (await work.messages.of(CHANNEL))[0]
        assert dict(message.reactions) == {"fire": ("U0ZOE",)}
        assert message.pinned_by == ()


async def test_what_was_said_while_the_database_was_away_comes_in_when_slack_repeats_it(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        at.slack.settings.retry_waits = (0.3, 0.6, 1.2)
        async with at.app.store.database.engine.connect() as connection:
            hide = "ALTER TABLE messages RENAME TO messages_away"
            await connection.execute(sa.text(hide))
            await connection.commit()
        ts = at.slack.people.say("U0SAM", CHANNEL, "failing over to db-2 now")
        await asyncio.sleep(0.2)
        async with at.app.store.database.engine.connect() as connection:
            await connection.execute(sa.text("ALTER TABLE messages_away RENAME TO messages"))
            await connection.commit()
        await at.quiet()
        delivery = next(d for d in reversed(at.slack.courier.log) if d.payload.get("event", {}).get("ts") == ts)
        assert delivery.attempts > 1
        assert await held(at) == {ts: "failing over to db-2 now"}


async def test_a_command_while_the_database_is_away_gets_a_calm_answer_and_works_afterwards(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        async with at.app.store.database.engine.connect() as connection:
            await connection.execute(sa.text("ALTER TABLE postmortems RENAME TO away"))
            await connection.commit()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "list")
        answer = at.only("U0ADA")[-1]["text"]
        assert "Traceback" not in answer
        assert "OperationalError" not in answer
        assert "again" in answer
        async with at.app.store.database.engine.connect() as connection:
            await connection.execute(sa.text("ALTER TABLE away RENAME TO postmortems"))
            await connection.commit()
        await at.start()
        assert at.card() is not None


async def test_what_slack_gave_up_on_is_read_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.courier.faults.lose = 1
        ts = at.slack.people.say("U0SAM", CHANNEL, "we rolled back")
        await at.slack.courier.idle()
        assert await held(at) == {}
        await at.app.jobs.tick_all()
        await at.quiet()
        assert await held(at) == {ts: "we rolled back"}


async def test_a_missing_scope_is_told_once_to_the_lead_and_what_it_stopped_goes_on_when_it_is_granted(sqlite_url: str) -> None:
    async with stage(sqlite_url, channel="payments-team") as at:
        said = at.slack.people.say("U0SAM", CHANNEL, "failing over to db-2, all customers see errors")
        await at.quiet()
        at.slack.state.scopes.discard("channels:history")
        await at.start()
        for minutes in (1, 11):
            at.clock.shift = timedelta(minutes=minutes)
            await at.app.jobs.tick_all()
            await at.quiet()
        told = [m["text"] for m in at.from_bot(at.slack.state.dm("U0ADA").id)]
        assert len(told) == 1
        assert "channels:history" in told[0]
        at.slack.state.scopes.add("channels:history")
        at.clock.shift = timedelta(minutes=22)
        await at.app.jobs.tick_all()
        await at.quiet()
        assert said in await held(at)


async def test_a_bot_that_may_not_write_is_heard_again_when_it_may(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes.discard("chat:write")
        await at.start()
        assert at.card() is None
        at.slack.state.scopes.add("chat:write")
        at.clock.shift = timedelta(minutes=11)
        await at.app.jobs.tick_all()
        await at.quiet()
        assert at.card() is not None


async def test_an_incident_channel_is_told_openly_what_is_kept(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.add_channel("C0NEW", "incident-42", ["U0ADA"])
        at.slack.people.invite_bot("U0ADA", "C0NEW")
        await at.quiet()
        (welcome,) = at.from_bot("C0NEW")
        assert "I keep what is written here for" in welcome["text"]


async def test_any_other_channel_is_told_that_nothing_is_kept(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.add_channel("C0NEW", "lunch", ["U0ADA"])
        at.slack.people.invite_bot("U0ADA", "C0NEW")
        await at.quiet()
        (welcome,) = at.from_bot("C0NEW")
        assert "I keep nothing" in welcome["text"]


async def test_a_postmortem_is_offered_once_in_the_thread_of_what_ended_it_and_never_started(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "all clear, the incident is resolved")
        await at.quiet()
        at.slack.people.say("U0ADA", CHANNEL, "confirmed, resolved on our side, too")
        await at.quiet()
        (offer,) = at.from_bot()
        assert offer["thread_ts"] == ts
        async with at.app.store.work("T0PLAY") as work:
            assert await work.postmortems.open_in(CHANNEL) is None


async def test_a_slow_slack_delays_no_acknowledgement(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.faults.append(Fault("*", "slow", 50, 1))
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview summary")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "status")
        assert not at.slack.state.errors
        at.slack.faults.clear()
        await at.quiet()
        assert len([m for m in at.from_bot() if m["text"] == "Summary"]) == 1
