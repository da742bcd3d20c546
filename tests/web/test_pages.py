"""The web pages, read and used by people with their browsers."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.journeys.stage import CHANNEL, Stage
from tests.web.site import browser, save, signed_in, site, word_of

HOSTILE = "<script>alert(1)</script> \u202e <!channel> [x](javascript:alert(1)) `a` & \"q\" 'q'"


async def hidden(at: Stage) -> None:
    """The postmortem is for members of its channel, of whom Zoë is none."""
    at.slack.state.channels[CHANNEL].members.discard("U0ZOE")
    at.slack.state.channels[CHANNEL].private = True
    async with at.app.store.work(at.slack.settings.team) as work:
        channel = await work.workspace.channel(CHANNEL)
        assert channel is not None
        from dataclasses import replace

        await work.workspace.put_channel(replace(channel, private=True))


async def test_the_list_leads_to_the_report(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        shown = (await ada.get("/")).text
        assert '<a href="/pm/postmortems/1">1 · Checkout is down</a>' in shown
        assert "1 found" in shown
        report = await ada.get("/postmortems/1")
        assert '<h1 id="top">Postmortem 1 · Checkout is down</h1>' in report.text
        assert len(gzip.compress(report.content)) < 100_000


async def test_the_list_is_filtered_by_words_service_severity_and_state(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        for query, count in (
            ("q=down+checkout", 1),
            ("q=ledger", 0),
            ("service=ledger", 0),
            ("severity=unknown", 1),
            ("severity=sev1", 0),
            ("status=draft", 1),
            ("status=published&q=checkout", 0),
            ("lead=U0ADA&factor=", 1),
            ("factor=capacity", 0),
            ("since=2001-01-01", 1),
            ("until=2001-01-01", 0),
            ("since=yesterday", 1),
            ("q=%25", 1),
            ("q=check*", 1),
            ("page=7", 1),
            ("page=x", 1),
        ):
            assert f"{count} found" in (await ada.get(f"/?{query}")).text, query


async def test_words_are_looked_for_in_everything_that_the_reader_may_see(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        async with signed_in(at, "U0ADA") as ada:
            await save(ada, "summary", "The connection pool <b>was</b> full.")
            shown = (await ada.get("/?q=pool+connection")).text
            assert (
                "The <mark>connection pool</mark> &lt;b&gt;was&lt;/b&gt; full." in shown
                or "<mark>connection</mark> <mark>pool</mark>" in shown
            )
        await hidden(at)
        async with signed_in(at, "U0ZOE") as zoe:
            assert "0 found" in (await zoe.get("/?q=pool")).text


async def test_an_edited_section_stands_in_the_report_and_in_slack(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        answer = await save(ada, "summary", "Checkout failed.\r\nFor an hour.")
        assert answer.headers["location"] == "/pm/postmortems/1#section-summary"
        assert "Checkout failed.<br>For an hour." in (await ada.get("/postmortems/1")).text
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "report")
        assert "Checkout failed." in str(at.only("U0SAM")[-1]["blocks"])


async def test_two_people_who_edit_one_section_see_both_texts(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada, signed_in(at, "U0SAM") as sam:
        assert (await save(ada, "summary", "Ada's text", seen=0)).status_code == 303
        late = await save(sam, "summary", "Sam's text", seen=0)
        assert late.status_code == 409
        assert "Ada changed this section while you were writing" in late.text
        assert "Ada&#39;s text" in late.text
        assert ">Sam&#39;s text</textarea>" in late.text
        assert (await save(sam, "summary", "Both texts")).status_code == 303


async def test_the_history_tells_what_changed_by_whom_and_brings_it_back(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        assert "Nobody has edited" in (await ada.get("/postmortems/1/history")).text
        await save(ada, "summary", "Checkout was slow.")
        await save(ada, "summary", "Checkout was down.")
        shown = (await ada.get("/postmortems/1/history")).text
        assert "Checkout was <del>slow.</del><ins>down.</ins>" in shown
        assert "Version 2 · Ada" in shown
        form = {"word": word_of(shown), "seen": "2", "text": "Checkout was slow."}
        assert (await ada.post("/postmortems/1/edit/summary", data=form)).status_code == 303
        assert "Checkout was slow." in (await ada.get("/postmortems/1")).text


@pytest.mark.parametrize(
    ("form", "kind", "starts"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("html", "text/html", b"<!doctype"),
        ("md", "text/markdown", b"# "),
        ("json", "application/json", b"{"),
    ],
)
async def test_every_form_can_be_taken_along(sqlite_url: str, form: str, kind: str, starts: bytes) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        file = await ada.get(f"/postmortems/1/report.{form}?kind=managers&language=de")
        assert file.headers["content-type"].startswith(kind)
        assert file.headers["content-disposition"] == f'attachment; filename="postmortem-1-managers.{form}"'
        assert file.content.startswith(starts)
        assert (await ada.get("/postmortems/1/report.docx")).status_code == 400
        assert (await ada.get("/postmortems/1/report.md?kind=nothing")).status_code == 400


async def test_what_people_wrote_is_shown_as_text(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        await save(ada, "summary", HOSTILE)
        for page in ("/postmortems/1", "/postmortems/1/history", "/postmortems/1/edit/summary"):
            shown = (await ada.get(page)).text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
            assert "<script" not in shown


async def test_pages_run_no_script_and_are_shown_inside_of_no_other(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        for page in ("/", "/postmortems/1", "/sign-in", "/nothing"):
            headers = (await ada.get(page)).headers
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["cache-control"] == "private, no-store"


async def test_a_form_from_elsewhere_changes_nothing(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        word = word_of((await ada.get("/postmortems/1/edit/summary")).text)
        form = {"seen": "0", "text": "Not mine"}
        assert (await ada.post("/postmortems/1/edit/summary", data=form)).status_code == 403
        strange = await ada.post(
            "/postmortems/1/edit/summary", data={**form, "word": word}, headers={"Origin": "https://evil.example"}
        )
        assert strange.status_code == 403
        assert "Not mine" not in (await ada.get("/postmortems/1")).text
        ours = await ada.post(
            "/postmortems/1/edit/summary", data={**form, "word": word}, headers={"Origin": "http://bot.example"}
        )
        assert ours.status_code == 303


PATHS = (
    "/postmortems/1",
    "/postmortems/1/history",
    "/postmortems/1/edit/summary",
    "/postmortems/1/report.md",
    "/postmortems/1/report.pdf",
    "/postmortems/1/report.json",
    "/postmortems/1/report.html?kind=customer",
)


async def test_a_hidden_postmortem_is_not_there_for_others(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await hidden(at)
        async with signed_in(at, "U0ADA") as ada, signed_in(at, "U0ZOE") as zoe:
            assert "1 found" in (await ada.get("/")).text
            listed = (await zoe.get("/")).text
            assert "0 found" in listed
            assert "Checkout" not in listed
            for path in PATHS:
                assert (await ada.get(path)).status_code == 200, path
                mine, none = await zoe.get(path), await zoe.get(path.replace("/1", "/999"))
                assert (mine.status_code, mine.text) == (none.status_code, none.text), path
                assert mine.status_code == 404
            word = word_of(listed)
            form = {"word": word, "seen": "0", "text": "I was here"}
            assert (await zoe.post("/postmortems/1/edit/summary", data=form)).status_code == 404
            assert "I was here" not in (await ada.get("/postmortems/1")).text


async def test_while_slack_is_away_people_see_what_everybody_may(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        at.slack.courier.faults.down = True
        assert "1 found" in (await ada.get("/")).text
        at.slack.courier.faults.down = False


async def test_a_section_that_there_is_not_and_a_closed_report_say_so(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        assert (await ada.get("/postmortems/1/edit/nothing")).status_code == 404
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        closed = await ada.get("/postmortems/1/edit/summary")
        assert closed.status_code == 400
        assert "<code>/postmortem reopen</code>" in closed.text


async def test_a_text_that_is_too_long_is_refused_with_what_there_is_room_for(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        answer = await save(ada, "summary", "x" * 3001)
        assert answer.status_code == 400
        assert "3000" in answer.text


async def test_without_an_address_there_are_no_pages(sqlite_url: str) -> None:
    from tests.journeys.stage import stage

    async with stage(sqlite_url) as at, browser(at) as nobody:
        for path in ("/", "/sign-in", "/postmortems/1"):
            assert (await nobody.get(path)).status_code == 404


async def test_the_json_of_the_page_is_that_of_the_command(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        told = json.loads((await ada.get("/postmortems/1/report.json")).text)
        assert told["postmortem"]["title"] == "Checkout is down"
