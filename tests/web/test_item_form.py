"""An action item is added in the browser."""

from __future__ import annotations

import re

from bot.domain.action_item import ActionItem
from bot.domain.message import Person
from tests.journeys.stage import Stage
from tests.web.site import signed_in, site, word_of
from tests.web.test_pages import HOSTILE, hidden

PAGE = "/postmortems/1/actions/new"


def typed(page: str, **more: str) -> dict[str, str]:
    """What the form of that page sends."""
    found = re.search(r'name="request" value="([^"]+)"', page)
    assert found is not None
    return {"word": word_of(page), "request": found[1], "owner": "", "due": "", "kind": "detect", "priority": "high", **more}


async def items(at: Stage) -> list[ActionItem]:
    async with at.app.store.look(at.slack.settings.team) as work:
        found = await work.postmortems.numbered(1)
        assert found is not None
        return list(await work.items.of(found.id))


async def test_it_is_added_once_asked_of_its_owner_and_stands_in_the_report(database_url: str) -> None:
    async with site(database_url) as at, signed_in(at, "U0ADA") as ada:
        async with at.app.store.work(at.slack.settings.team) as work:
            await work.workspace.put_person(Person("U0SAM", "Sam"), at.clock.now())
        page = (await ada.get(PAGE)).text
        form = typed(page, text="Alert on lag above 500", owner="U0SAM", due="2031-12-12")
        answers = [await ada.post(PAGE, data=form) for _ in range(2)]
        assert [a.headers["location"] for a in answers] == ["/pm/postmortems/1#action-items"] * 2
        (item,) = await items(at)
        assert (item.owner, str(item.due), item.kind, item.priority) == ("U0SAM", "2031-12-12", "detect", "high")
        report = (await ada.get("/postmortems/1")).text
        assert report.index('id="action-items"') < report.index("Alert on lag above 500")


async def test_a_date_at_the_end_of_the_sentence_counts(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        await ada.post(PAGE, data=typed((await ada.get(PAGE)).text, text="Alert on lag by 2031-12-12"))
        (item,) = await items(at)
        assert (item.text, str(item.due)) == ("Alert on lag", "2031-12-12")


async def test_what_is_wrong_is_said_above_what_was_typed(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        page = (await ada.get(PAGE)).text
        refused = await ada.post(PAGE, data=typed(page, text="Alert on lag by 31 February"))
        assert (refused.status_code, "31 February" in refused.text) == (400, True)
        for more, advice in (({"due": "2031-02-31"}, "no day of the calendar"), ({"due": "2020-01-01"}, "2020-01-01")):
            answer = await ada.post(PAGE, data=typed(page, text=f"Alert {HOSTILE}", **more))
            assert answer.status_code == 400
            assert advice in answer.text
            assert "Alert &lt;" in answer.text
        assert (await ada.post(PAGE, data=typed(page, text=" "))).status_code == 400
        assert await items(at) == []


async def test_nobody_adds_one_to_what_they_may_not_see_or_from_elsewhere(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        page = (await ada.get(PAGE)).text
        assert (await ada.post(PAGE, data={**typed(page, text="x"), "word": "guessed"})).status_code == 403
        await hidden(at)
        async with signed_in(at, "U0ZOE") as zoe:
            assert (await zoe.get(PAGE)).status_code == 404
        assert await items(at) == []
