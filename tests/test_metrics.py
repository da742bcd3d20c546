"""The figures, as Prometheus reads them from a running bot."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import sqlalchemy as sa

from bot.playground.server import Fault
from tests.journeys.stage import CHANNEL, Stage, stage


async def figures(at: Stage) -> dict[str, float]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(at.app.asgi), base_url="http://bot") as client:
        text = (await client.get("/metrics")).text
    return {m[1]: float(m[2]) for m in re.finditer(r"^(\w+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)}


async def test_events_are_counted_by_kind_and_outcome(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.say("U0ADA", CHANNEL, "hello")
        await at.quiet()
        async with at.app.store.database.engine.connect() as connection:
            await connection.execute(sa.text("ALTER TABLE messages RENAME TO messages_away"))
            await connection.commit()
        at.slack.settings.retry_waits = ()
        at.slack.people.say("U0ADA", CHANNEL, "nobody hears this")
        await at.slack.courier.idle()
        at.slack.courier.event({"type": "a_kind_of_the_future"})
        await at.slack.courier.idle()
        seen = await figures(at)
        assert seen['postmortem_events_total{outcome="stored",type="message"}'] == 1
        assert seen['postmortem_events_total{outcome="refused",type="message"}'] == 1
        assert seen['postmortem_events_total{outcome="stored",type="other"}'] == 1


async def test_how_long_slack_waited_is_known_by_kind_of_request(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.say("U0ADA", CHANNEL, "hello")
        await at.start()
        seen = await figures(at)
        for kind in ("event_callback", "command", "view_submission"):
            assert seen[f'postmortem_acknowledgement_seconds_count{{kind="{kind}"}}'] >= 1
            assert seen[f'postmortem_acknowledgement_seconds_bucket{{kind="{kind}",le="+Inf"}}'] >= 1


async def test_calls_are_counted_by_method_and_what_slack_said(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("chat.postMessage", "ratelimited", 1, 0))
        await at.start()
        seen = await figures(at)
        assert seen['postmortem_slack_calls_total{method="chat.postMessage",result="ratelimited"}'] == 1
        assert seen['postmortem_slack_calls_total{method="chat.postMessage",result="ok"}'] >= 1


async def test_what_waits_is_counted_with_its_age(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("chat.postMessage", "down", 1000))
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start Checkout is down")
        await at.slack.people.submit("U0ADA", at.slack.people.seen("U0ADA")["modals"][-1]["id"], {})
        await at.until(lambda: at.slack.calls("conversations.history"))
        at.clock.shift = timedelta(minutes=5)
        seen = await figures(at)
        assert seen['postmortem_outbox_effects{state="waiting"}'] >= 1
        assert 290 <= seen["postmortem_outbox_oldest_seconds"] <= 330


async def test_what_was_given_up_is_counted(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes -= {"chat:write"}
        await at.start()
        assert (await figures(at))['postmortem_outbox_effects{state="dead"}'] >= 1


async def test_jobs_tell_when_they_last_went_well_and_how_many_were_reminded(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> tomorrow")
        await at.quiet()
        for days in range(8, 13):  # past a holiday that tomorrow may be
            at.clock.move_to(days, hour=15)
            await at.app.jobs.tick_all()
            await at.quiet()
        seen = await figures(at)
        assert seen["postmortem_nudges_total"] >= 1
        for job in ("nudges", "interviews", "reconcile"):
            assert seen[f'postmortem_job_runs_total{{job="{job}",result="ok"}}'] == 5
            assert seen[f'postmortem_job_last_success_timestamp_seconds{{job="{job}"}}'] > 1_700_000_000
