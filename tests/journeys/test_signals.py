"""Faults that users of other bots report, and that must not happen here; through the front door."""

from __future__ import annotations

import json

import pytest

from bot.domain.message import Message
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.journeys.test_postmortem import report_of

NAMES = ("Siobhán O'Brien-Smith", "דנה לוי", "Ŧéa 🦊", "<script>Bobby</script>", "陳大文")


async def one(at: Stage, ts: str) -> Message:
    async with at.app.store.work("T0PLAY") as work:
        return next(m for m in await work.messages.of(CHANNEL) if m.ts == ts)


async def test_a_reaction_to_a_reply_marks_the_reply_and_not_its_parent(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        parent = at.slack.people.say("U0SAM", CHANNEL, "who looks at the database?")
        reply = at.slack.people.say("U0ADA", CHANNEL, "the replica lags by 40 minutes", parent)
        at.slack.people.react("U0ZOE", CHANNEL, reply, "pushpin")
        await at.quiet()
        assert dict((await one(at, reply)).reactions) == {"pushpin": ("U0ZOE",)}
        assert dict((await one(at, parent)).reactions) == {}


async def test_a_pinned_message_keeps_its_own_time_and_its_writer(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        early = f"{at.slack.state.now() - 7200:.6f}"
        at.slack.people.say("U0SAM", CHANNEL, "failing over to db-2", ts=early)
        await at.quiet()
        at.slack.people.pin("U0ZOE", CHANNEL, early)
        at.slack.people.react("U0ADA", CHANNEL, early, "eyes")
        await at.quiet()
        message = await one(at, early)
        assert (message.ts, message.author, message.pinned_by) == (early, "U0SAM", ("U0ZOE",))


@pytest.mark.parametrize("name", NAMES)
async def test_whatever_somebody_is_called_their_lines_stay(sqlite_url: str, name: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.add_person("U0NEW", name, "Asia/Jerusalem")
        at.slack.state.channels[CHANNEL].members.add("U0NEW")
        await at.start()
        at.slack.people.say("U0NEW", CHANNEL, "rolling back the 14:01 deploy of payments, errors drop to 2 %")
        await at.quiet()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview summary")
        await at.quiet()
        at.slack.people.say("U0NEW", CHANNEL, "Payments failed for all customers.", at.thread("Summary"))
        await at.quiet()
        report = await report_of(at)
        assert "rolling back the 14:01 deploy" in report
        assert "Payments failed for all customers." in report
        assert "<script>" not in report
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "report")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "timeline")
        assert not at.slack.state.errors


async def test_what_was_kept_and_then_deleted_is_nowhere(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        ts = at.slack.people.say("U0SAM", CHANNEL, "we rotated the key, the new one is AKIASECRET77, rollback done")
        at.slack.people.pin("U0ADA", CHANNEL, ts)
        await at.quiet()
        assert "AKIASECRET77" in await report_of(at)
        at.slack.people.delete(CHANNEL, ts)
        await at.quiet()
        assert "AKIASECRET77" not in await report_of(at)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "timeline")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "report")
        assert "AKIASECRET77" not in json.dumps(at.only("U0ADA") + at.from_bot())
        import sqlalchemy as sa

        async with at.app.store.database.begin() as connection:
            tables = (await connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'"))).all()
            for table in tables:
                rows = (await connection.execute(sa.text(f'SELECT * FROM "{table}"'))).all()
                assert "AKIASECRET77" not in str(rows), table


async def test_nobodys_whole_user_list_is_ever_downloaded(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        for number in range(50):
            at.slack.state.add_person(f"U1{number:03}", f"Person {number}")
        at.slack.people.say("U0SAM", CHANNEL, "errors on checkout")
        await at.start()
        await at.quiet()
        assert at.slack.calls("users.list") == []
        assert {c.args["user"] for c in at.slack.calls("users.info")} <= {"U0SAM", "U0ADA", "U0ZOE"}
