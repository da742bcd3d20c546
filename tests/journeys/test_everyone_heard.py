"""Everyone heard, through the front door: invitations, curation, coverage, names by consent."""

from __future__ import annotations

from datetime import timedelta

from bot.exports.report_json import report_json
from tests.journeys.interviewing import begin, buttons, dm, fill, press, report_of, report_text, say, to, words, write
from tests.journeys.stage import CHANNEL, Stage, stage


async def at_noon(at: Stage, hour: int = 16) -> None:
    """Go through a week at that hour (UTC), at which Ada and Sam are at work on their working days; the jobs tick."""
    for days in range(1, 8):
        at.clock.move_to(days, hour)
        await at.app.jobs.tick_all()
        await at.quiet()


async def happened(at: Stage) -> None:
    at.slack.people.say("U0ADA", CHANNEL, "checkout is down, all customers see errors")
    at.slack.people.say("U0SAM", CHANNEL, "rolled back the deploy of payments")
    await at.quiet()


async def test_nobody_is_invited_outside_of_their_hours_nor_before_the_threads_had_an_hour(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await happened(at)
        await begin(at, "summary")
        await at.app.jobs.tick_all()
        await at.quiet()
        assert to(at, "U0SAM") == []
        await at_noon(at, hour=3)  # the evening before in New York
        assert to(at, "U0SAM") == []


async def test_a_decline_needs_no_reason_and_ends_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await happened(at)
        await begin(at, "summary")
        await at_noon(at)
        await press(at, "U0SAM", to(at, "U0SAM")[0], "decline_invitation", dm(at, "U0SAM"))
        assert "nobody asks why" in at.only("U0SAM")[-1]["text"]
        assert buttons(to(at, "U0SAM")[0]) == []
        at.clock.shift += timedelta(days=3)
        await at.app.jobs.tick_all()
        await at.quiet()
        assert len(to(at, "U0SAM")) == 1
        assert (await report_of(at)).missing.declined == ("U0SAM",)


async def test_a_hidden_postmortem_invites_only_who_is_in_its_channel_just_now(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.channels[CHANNEL].private = True
        await happened(at)
        await begin(at, "summary")
        at.slack.state.channels[CHANNEL].members.discard("U0SAM")
        await at_noon(at)
        assert to(at, "U0SAM") == []
        assert [m for m in to(at, "U0ADA") if "Postmortem 1" in m["text"]]
        await press(at, "U0ADA", to(at, "U0ADA")[0], "interview_by_dm", dm(at, "U0ADA"))
        assert "next one follows" in at.only("U0ADA")[-1]["text"]


async def test_bots_are_never_there_and_people_can_be_taken_off_and_added(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await happened(at)
        await begin(at, "summary")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "people")
        shown = at.only("U0ADA")[-1]
        assert "Sam O'Neill" in words(shown)
        assert "Postmortem Bot" not in words(shown)
        where = next(b["accessory"]["value"] for b in shown["blocks"] if "U0SAM" in str(b.get("accessory")))
        await at.slack.people.press("U0ADA", CHANNEL, shown["ts"], "person_not_there", value=where)
        await at.slack.people.press("U0ADA", CHANNEL, shown["ts"], "add_person")
        await fill(at, "U0ADA", person="U0ZOE", role="on call in Tokyo")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "people")
        later = words(at.only("U0ADA")[-1])
        assert "Sam O'Neill" not in later
        assert "*Zoë* · on call in Tokyo" in later


async def test_reports_show_roles_and_the_name_of_who_agreed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.people["U0SAM"]["profile"]["title"] = "Database engineer, nights"
        await happened(at)
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "It failed from 14:05 to 14:45, <@U0ZOE> saw it too.")
        text = await report_text(at)
        assert "**Database engineer**: It failed" in text
        assert "Sam O'Neill" not in text
        exported = str(report_json(await report_of(at)))
        assert "U0SAM" not in exported
        assert "Database engineer" in exported
        async with at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.latest_in(CHANNEL)
        assert found is not None
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        while "interview_by_dm" not in (names := buttons(to(at, "U0SAM")[-1])) and "use_my_name" not in names:
            await write(at, "U0SAM", "skip")
        await press(at, "U0SAM", to(at, "U0SAM")[-1], "use_my_name", dm(at, "U0SAM"))
        assert "**Sam O'Neill**: It failed" in await report_text(at)


async def test_the_card_tells_who_is_not_heard_yet(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.people["U0SAM"]["profile"]["title"] = "Support lead"
        await happened(at)
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "It failed from 14:05 to 14:45.")
        card = at.card()
        assert card is not None
        assert "*Not heard yet* Sam O'Neill" in words(card)
        assert "*Sides not heard yet* support, the customers' side" in words(card)
        await say(at, "U0SAM", "Summary", "31 tickets came in from 14:05 to 14:45.")
        card = at.card()
        assert card is not None
        assert "*Not heard yet*" not in words(card)
        assert "*Sides not heard yet* the customers' side" in words(card)
