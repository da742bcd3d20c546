"""A calendar program at somebody's address."""

from __future__ import annotations

import re
from dataclasses import replace

from icalendar import Calendar

from bot.web.safety import SIGN_INS_A_MINUTE
from tests.following import ADA, SAM, promise
from tests.journeys.stage import CHANNEL, Stage
from tests.web.site import browser, make_private, site


async def address(at: Stage, person: str = SAM) -> str:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", "calendar")
    found = re.search(r"http://bot\.example/pm(/calendar/[^\s\"'>]+\.ics)", str(at.only(person)[-1]["blocks"]))
    assert found is not None
    return found[1]


async def test_a_program_that_knows_the_address_reads_the_dates_and_nobody_elses(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as program:
        await promise(at)
        await promise(at, words="Another's", owner=ADA)
        answer = await program.get(await address(at))
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event["SUMMARY"]) == "Alert on lag"
        assert "Checkout is down" in str(event["DESCRIPTION"])


async def test_another_address_makes_the_first_void_and_so_does_switching_off(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as program:
        first = await address(at)
        await at.slack.people.press(SAM, CHANNEL, at.only(SAM)[-1]["ts"], "calendar_anew")
        second = await address(at)
        assert [(await program.get(a)).status_code for a in (first, second)] == [404, 200]
        await at.slack.people.press(SAM, CHANNEL, at.only(SAM)[-1]["ts"], "calendar_end")
        assert (await program.get(second)).status_code == 404
        assert (await program.get("/calendar/guess.ics")).status_code == 404


async def test_of_a_private_postmortem_its_title_is_not_told_to_an_owner_outside(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as program:
        await promise(at, owner="U0MAX")
        make_private(at)
        async with at.app.store.work("T0PLAY") as work:
            known = await work.workspace.channel(CHANNEL)
            assert known is not None
            await work.workspace.put_channel(replace(known, private=True))
        at.slack.state.add_person("U0MAX", "Max", "Europe/Berlin")
        answer = await program.get(await address(at, "U0MAX"))
        assert "Alert on lag" in answer.text
        assert "Checkout is down" not in answer.text


async def test_many_calendars_behind_one_address_keep_nobody_from_signing_in(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as programs:
        feed = await address(at)
        assert {(await programs.get(feed)).status_code for _ in range(SIGN_INS_A_MINUTE + 5)} == {200}
        assert (await programs.get("/sign-in")).status_code == 200
