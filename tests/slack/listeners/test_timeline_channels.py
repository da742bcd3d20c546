"""Other channels that feed a postmortem, open and private ones: who may add them, and who sees what is drawn from them."""

from __future__ import annotations

import json

from bot.domain.access import OPERATOR, Reader
from bot.exports.composing import document
from bot.exports.markdown import markdown_of
from bot.exports.report_json import report_json
from bot.usecases import reading
from tests.journeys.curating import Curator, texts, told
from tests.journeys.stage import CHANNEL, Stage, stage

OPS, SECRET = "C0OPS", "C0SEC"
WORDS = "failing over the database to db-2 now, errors drop"
HUSH = "the attacker rolled back our certificates, errors since 14:02, we revoked key HUSHHUSH now"


async def with_channels(at: Stage, *, bot_in: bool = True) -> None:
    bot = [at.slack.state.bot_user] if bot_in else []
    at.slack.state.add_channel(OPS, "db-ops", ["U0SAM", *bot])
    at.slack.state.add_channel(SECRET, "security", ["U0SAM", *bot], private=True)
    at.slack.people.say("U0SAM", OPS, WORDS, ts=f"{at.slack.state.now() - 1500:.6f}")
    at.slack.people.say("U0SAM", SECRET, HUSH, ts=f"{at.slack.state.now() - 1400:.6f}")
    await at.quiet()


async def add(at: Stage, person: str, channel: str, name: str) -> str:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", f"timeline add-channel <#{channel}|{name}>")
    await at.quiet()
    return str(at.only(person)[-1]["text"])


async def report_for(at: Stage, reader: Reader | None) -> str:
    async with at.app.store.look("T0PLAY") as work:
        found = await work.postmortems.latest_in(CHANNEL)
        assert found is not None
        report = await reading.load_report(work, found, at.app.say.guide, reader)
        return markdown_of(document(report, at.app.say.reports["internal"], at.app.say)) + json.dumps(report_json(report))


async def test_an_open_channel_feeds_the_postmortem_and_its_lines_say_so(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        await with_channels(at)
        assert "#db-ops feeds this postmortem now" in await add(at, "U0ADA", OPS, "db-ops")
        zoe = await Curator(at, "U0ZOE").open()
        assert "#db-ops" in zoe.line("failing over the database")["text"]["text"]
        assert WORDS.split(",", maxsplit=1)[0] in await report_for(at, None)
        later = at.slack.people.say("U0SAM", OPS, "db-2 is back to normal, error rate at 1 %")
        await at.quiet()
        assert "db-2 is back to normal" in await report_for(at, None)
        at.slack.people.delete(OPS, later)
        await at.quiet()
        assert "db-2 is back to normal" not in await report_for(at, None)


async def test_a_private_channel_is_shown_to_the_people_in_it_and_to_nobody_else(database_url: str) -> None:
    """Everything that shows a timeline: window, thread, history, command, report as posted, exports."""
    async with stage(database_url) as at:
        await told(at)
        await with_channels(at)
        assert "only to the people in it" in await add(at, "U0SAM", SECRET, "security")
        sam = await Curator(at, "U0SAM").open()
        assert "HUSHHUSH" in sam.text
        await sam.choose("HUSHHUSH", "edit")
        assert not await sam.submit(text="We revoked the key HUSHHUSH", shows="mitigated")
        await sam.more("thread")
        await at.quiet()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "report")
        for person in ("U0ADA", "U0ZOE"):
            other = await Curator(at, person).open()
            seen = other.text
            await other.more("left_out")
            seen += other.text
            await other.press("timeline_page:back")
            await other.more("history")
            seen += other.text
            for word in ("status", "report", "list", "timeline"):
                await at.slack.people.slash(person, CHANNEL, "/postmortem", word)
            seen += json.dumps(at.only(person)) + await report_for(at, Reader(person, frozenset({CHANNEL})))
            assert "HUSH" not in seen
            assert "security" not in seen
        await sam.press("accept_timeline")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        assert "HUSH" not in json.dumps(at.channel())
        assert "HUSH" not in await report_for(at, None)
        assert "HUSHHUSH" in await report_for(at, Reader("U0SAM", frozenset({CHANNEL})))
        assert "HUSHHUSH" in await report_for(at, OPERATOR)


async def test_whoever_joins_or_leaves_a_private_channel_sees_its_lines_from_then_on_or_no_longer(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", SECRET, "security")
        event = {"channel": SECRET, "channel_type": "G", "team": "T0PLAY"}
        at.slack.people.tell({"type": "member_joined_channel", "user": "U0ZOE", **event})
        await at.quiet()
        assert "HUSHHUSH" in (await Curator(at, "U0ZOE").open()).text
        at.slack.people.tell({"type": "member_left_channel", "user": "U0SAM", **event})
        await at.quiet()
        assert "HUSHHUSH" not in (await Curator(at, "U0SAM").open()).text


async def test_who_is_in_a_private_channel_is_looked_at_again_on_each_look_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", SECRET, "security")
        at.slack.state.channels[SECRET].members = {"U0ADA", at.slack.state.bot_user}  # while nobody told us
        await at.app.jobs.tick_all()
        await at.quiet()
        assert "HUSHHUSH" in (await Curator(at, "U0ADA").open()).text
        assert "HUSHHUSH" not in (await Curator(at, "U0SAM").open()).text


async def test_nobody_adds_a_channel_that_they_or_the_bot_cannot_read(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        refused = "I cannot read that channel, or you are not in it"
        assert refused in await add(at, "U0ADA", SECRET, "security")
        assert refused in await add(at, "U0ADA", "C0NONE", "nowhere")
        at.slack.state.add_channel("C0OUT", "elsewhere", ["U0ADA"])
        assert refused in await add(at, "U0ADA", "C0OUT", "elsewhere")
        assert "feeds this postmortem already" in await add(at, "U0ADA", CHANNEL, "inc-1-checkout")
        assert "HUSH" not in await report_for(at, OPERATOR)


async def test_a_channel_that_was_removed_takes_its_lines_along_and_brings_choices_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", OPS, "db-ops")
        sam = await Curator(at, "U0SAM").open()
        await sam.choose("failing over the database", "edit")
        assert not await sam.submit(text="We moved to db-2")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "timeline remove-channel #db-ops")
        assert "feeds this postmortem no longer" in at.only("U0SAM")[-1]["text"]
        assert "db-2" not in await report_for(at, None)
        await add(at, "U0SAM", OPS, "db-ops")
        assert "We moved to db-2" in await report_for(at, None)


async def test_a_removed_channel_does_not_come_back_by_an_undo(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", SECRET, "security")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "timeline remove-channel #security")
        ada = await Curator(at, "U0ADA").open()
        await ada.more("history")
        step = next(b for b in ada.top["blocks"] if str(b.get("block_id")).startswith("step:"))
        await ada.press("undo_step", step["block_id"])
        assert "add-channel" in ada.text
        assert "HUSH" not in await report_for(at, OPERATOR)


async def test_a_message_of_a_feeding_channel_is_added_by_its_shortcut(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await with_channels(at)
        await add(at, "U0SAM", OPS, "db-ops")
        ts = at.slack.people.say("U0SAM", OPS, "lol")
        await at.quiet()
        await at.slack.people.shortcut("U0SAM", OPS, ts, "add_to_timeline")
        assert "Added to the timeline" in at.only("U0SAM")[-1]["text"]
        assert "lol" in "\n".join(texts((await Curator(at, "U0ADA").open()).top["blocks"]))


async def test_where_two_incidents_hear_one_channel_a_press_moves_a_message(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        at.slack.state.add_channel("C0TWO", "inc-2-search", ["U0ADA", "U0SAM", at.slack.state.bot_user])
        await at.quiet()
        await at.slack.people.slash("U0ADA", "C0TWO", "/postmortem", "start Search is slow")
        modal = at.slack.people.seen("U0ADA")["modals"][-1]
        assert not await at.slack.people.submit("U0ADA", modal["id"], {})
        await at.quiet()
        await at.slack.people.slash("U0ADA", "C0TWO", "/postmortem", f"timeline add-channel <#{CHANNEL}|inc-1-checkout>")
        await at.quiet()
        one = await Curator(at, "U0SAM").open()
        await one.choose("customers report", "apart")
        assert "customers report" not in one.text
        two = await Curator(at, "U0ADA", "C0TWO").open()
        assert "customers report" in two.text
        await one.more("apart")
        await one.take("customers report", "ours_line")
        await one.press("timeline_page:back")
        assert "customers report" in one.text
