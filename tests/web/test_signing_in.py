"""Who gets in, as whom, and where that leads."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.journeys.stage import CHANNEL, Stage
from tests.web.site import browser, link_for, signed_in, site, word_of


async def test_the_link_in_slack_leads_the_one_who_asked_to_the_report(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as ada:
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "report")
        found = re.search(r"<http://bot\.example/pm(/enter/[^|]+)\|Open on the web>", str(at.only("U0ADA")[-1]["blocks"]))
        assert found is not None
        assert "Continue as Ada" in (await ada.get(found[1])).text
        answer = await ada.post(found[1])
        assert answer.headers["location"] == "/pm/postmortems/1"
        assert (await ada.get("/postmortems/1")).status_code == 200


async def test_a_link_is_good_once_and_for_ten_minutes_and_looking_does_not_use_it_up(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as one, browser(at) as other:
        link = await link_for(at, "U0ADA")
        for _ in range(3):
            assert (await one.get(link)).status_code == 200
        assert (await one.post(link)).status_code == 303
        assert (await other.post(link)).status_code == 404
        assert (await other.get(link)).status_code == 404
        late = await link_for(at, "U0ADA")
        at.clock.shift += timedelta(minutes=11)
        assert (await other.post(late)).status_code == 404
        assert (await other.get("/")).status_code == 303


async def test_who_is_not_signed_in_is_led_to_where_they_can_and_back(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as nobody:
        answer = await nobody.get("/postmortems/1?kind=managers")
        assert answer.headers["location"] == "/pm/sign-in?to=/postmortems/1%3Fkind%3Dmanagers"
        shown = (await nobody.get("/sign-in?to=/postmortems/1%3Fkind%3Dmanagers")).text
        assert 'href="/pm/sign-in/slack?to=/postmortems/1%3Fkind%3Dmanagers"' in shown


async def through_slack(at: Stage, client: httpx.AsyncClient, person: str, to: str = "/postmortems/1") -> httpx.Response:
    """Sign in with Slack as that person; gives the answer to coming back."""
    set_out = await client.get("/sign-in/slack", params={"to": to})
    where = urlsplit(set_out.headers["location"])
    assert parse_qs(where.query)["redirect_uri"] == ["http://bot.example/pm/sign-in/slack/back"]
    asked = {k: v[0] for k, v in parse_qs(where.query).items()}
    async with httpx.AsyncClient() as slack:
        agreed = await slack.get(f"{at.slack.url}{where.path}", params={**asked, "as": person})
    back = urlsplit(agreed.headers["location"])
    return await client.get(f"/sign-in/slack/back?{back.query}")


async def test_slack_signs_people_in(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as sam:
        answer = await through_slack(at, sam, "U0SAM")
        assert answer.headers["location"] == "/pm/postmortems/1"
        assert (await sam.get("/postmortems/1")).status_code == 200


async def test_a_way_that_did_not_begin_here_signs_nobody_in(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as sam, browser(at) as mallory:
        set_out = await mallory.get("/sign-in/slack")
        state = parse_qs(urlsplit(set_out.headers["location"]).query)["state"][0]
        assert (await sam.get(f"/sign-in/slack/back?code=x&state={state}")).status_code == 403
        assert (await mallory.get(f"/sign-in/slack/back?code=wrong&state={state}")).status_code == 403
        assert (await mallory.get("/sign-in/slack/back?error=access_denied")).status_code == 403
        assert (await mallory.get("/")).status_code == 303


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/ok\r\nX: y"]
)
async def test_nobody_is_led_away_from_our_pages(sqlite_url: str, to: str) -> None:
    async with site(sqlite_url) as at, browser(at) as sam:
        assert (await through_slack(at, sam, "U0SAM", to)).headers["location"] == "/pm/"


async def test_guests_and_people_who_left_do_not_get_in(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as guest:
        at.slack.state.people["U0ZOE"]["is_restricted"] = True
        assert (await through_slack(at, guest, "U0ZOE")).status_code == 403
        async with signed_in(at, "U0SAM") as sam:
            assert (await sam.get("/")).status_code == 200
            at.slack.state.people["U0SAM"]["deleted"] = True
            async with at.app.store.work(at.slack.settings.team) as work:
                await work.outbox.add("people:U0SAM", "learn_person", "learn:sam", {"person": "U0SAM"}, at.clock.now())
            await at.quiet()
            assert (await sam.get("/")).status_code == 403


async def test_signing_out_ends_it(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        word = word_of((await ada.get("/")).text)
        assert (await ada.post("/sign-out", data={"word": "other"})).status_code == 403
        assert (await ada.post("/sign-out", data={"word": word})).status_code == 303
        assert (await ada.get("/")).headers["location"].startswith("/pm/sign-in")


async def test_a_cookie_that_was_changed_is_nobody(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        made = ada.cookies["postmortem_session"]
        ada.cookies.clear()
        ada.cookies.set("postmortem_session", made[:-2] + "xx", path="/pm")
        assert (await ada.get("/")).status_code == 303


async def test_tries_to_sign_in_are_counted(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as nobody:
        codes = [(await nobody.get("/enter/T0PLAY/guess")).status_code for _ in range(22)]
        assert codes[0] == 404
        assert codes[-1] == 429
