"""The board of action items, read and used by people with their browsers."""

from __future__ import annotations

import csv
import io

from tests.following import promise
from tests.journeys.stage import CHANNEL
from tests.web.site import browser, signed_in, site, word_of
from tests.web.test_pages import HOSTILE, hidden


async def test_an_item_moves_to_its_column_once_it_is_done(database_url: str) -> None:
    async with site(database_url) as at:
        await promise(at, words="Alert on lag above 500")
        async with signed_in(at, "U0SAM") as sam:
            page = (await sam.get("/actions")).text
            assert "Alert on lag above 500" in page
            done = await sam.post("/actions/1/done", data={"word": word_of(page), "shows": "the test pages"})
            assert done.status_code == 303
            page = (await sam.get("/actions")).text
            assert page.index("Done, not proved yet") < page.index("Alert on lag above 500")
            # Pressed again, it says how it stands.
            again = await sam.post("/actions/1/done", data={"word": word_of(page)})
            assert "done already" in again.text
        async with at.app.store.look(at.slack.settings.team) as work:
            item = await work.items.numbered(1)
        assert item is not None
        assert item.evidence == "the test pages"


async def test_filters_narrow_the_board_and_the_table(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await promise(at, words="Alert on lag")
        await promise(at, words="Remove the old path", owner="U0ADA")
        async with signed_in(at, "U0ADA") as ada:
            mine = (await ada.get("/actions?owner=me")).text
            assert "Remove the old path" in mine
            assert "Alert on lag" not in mine
            assert "Alert on lag" not in (await ada.get("/actions?kind=detect")).text
            table = await ada.get("/actions.csv?owner=me")
            (row,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
            assert row["text"] == "Remove the old path"


async def test_of_a_hidden_postmortem_nobody_else_sees_an_item(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await promise(at, words="Rotate the leaked key")
        await hidden(at)
        async with signed_in(at, "U0ZOE") as zoe:
            page = (await zoe.get("/actions")).text
            assert "Rotate the leaked key" not in page
            assert "Rotate the leaked key" not in (await zoe.get("/actions.csv")).text
            assert (await zoe.post("/actions/1/done", data={"word": word_of(page)})).status_code == 404
        async with browser(at) as nobody:
            assert (await nobody.get("/actions")).headers["location"].startswith("/pm/sign-in")


async def test_what_people_wrote_is_text_and_nothing_else(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", f"action add {HOSTILE}")
        async with signed_in(at, "U0ADA") as ada:
            page = (await ada.get("/actions")).text
            assert "<script>" not in page
            assert "\u202e" not in page


async def test_only_a_form_of_ours_changes_an_item(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await promise(at)
        async with signed_in(at, "U0SAM") as sam:
            assert (await sam.post("/actions/1/done", data={"word": "stolen"})).status_code == 403
