"""Closed reports are kept where the team keeps its documents: there once, as they are now, whatever happens on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import ModuleType

import pytest

from tests.following import ADA
from tests.journeys.stage import CHANNEL
from tests.places import confluence, github, gitlab
from tests.places.repository import Repository
from tests.places.staged import KINDS, WRITTEN_IN, Publishing, publishing

NAMES = {"google": "Google Docs"}


async def closed_while(p: Publishing, faults: list[int]) -> None:
    """The postmortem is closed while the place does not answer as it should; it is tried until it does."""
    p.shelf.faults = faults
    await p.types("close", wait=False)
    async with asyncio.timeout(30):
        while p.shelf.faults:
            p.at.clock.shift += timedelta(seconds=40)
            await asyncio.sleep(0.05)
    await p.at.quiet()


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.NAME)
async def test_a_closed_report_is_there_once_and_follows_what_changes(kind: ModuleType, sqlite_url: str) -> None:
    async with publishing(kind, sqlite_url) as p:
        await closed_while(p, [503, -502])
        assert "Checkout is down" in p.shelf.one().title
        if kind.NAME != "webhook":
            assert len(p.posted()) == 1
            name = NAMES.get(kind.NAME, kind.NAME)
            assert f"open it in {name}".lower() in (await p.types("report")).lower()
        await p.changes("Alert on lag")
        assert "Alert on lag" in p.shelf.one().text
        asked = len(p.shelf.asked)
        await p.later()
        assert len(p.shelf.asked) == asked


@pytest.mark.parametrize("kind", WRITTEN_IN, ids=lambda k: k.NAME)
async def test_what_people_wrote_there_stays_until_somebody_wants_it_anew(kind: ModuleType, sqlite_url: str) -> None:
    async with publishing(kind, sqlite_url) as p:
        await p.types("close")
        kind.people_write(p.shelf.one())
        await p.changes("Alert on lag")
        await p.changes("Alert on load")
        assert "we add" in p.shelf.one().text
        assert len([m for m in p.told() if "I leave it as they wrote it" in m["text"]]) == 1
        assert "I am writing the report" in await p.types("publish")
        assert "Alert on load" in p.shelf.one().text
        assert "we add" not in p.shelf.one().text
        await p.changes("Alert on heat")
        assert "Alert on heat" in p.shelf.one().text


@pytest.mark.parametrize("kind", [confluence, github, gitlab], ids=lambda k: k.NAME)
async def test_what_people_took_away_stays_away_until_somebody_wants_it_anew(kind: ModuleType, sqlite_url: str) -> None:
    async with publishing(kind, sqlite_url) as p:
        await p.types("close")
        p.shelf.one().gone = True
        await p.changes("Alert on lag")
        assert len([m for m in p.told() if "I leave it so" in m["text"]]) == 1
        await p.types("publish")
        assert "Alert on lag" in p.shelf.one().text


@pytest.mark.parametrize("kind", [github, gitlab], ids=lambda k: k.NAME)
async def test_once_it_was_taken_in_the_next_change_is_proposed_anew(kind: ModuleType, sqlite_url: str) -> None:
    async with publishing(kind, sqlite_url) as p:
        assert isinstance(p.shelf, Repository)
        await p.types("close")
        first = p.shelf.one()
        p.shelf.merge(first)
        await p.types("publish")
        assert list(p.shelf.kept.values()) == [first]
        await p.changes("Alert on lag")
        assert [("Alert on lag" in k.text) for k in p.shelf.kept.values()] == [False, True]


async def test_what_is_deleted_or_edited_in_the_channel_is_so_there(sqlite_url: str) -> None:
    async with publishing(confluence, sqlite_url) as p:
        said = [p.at.slack.people.say("U0SAM", CHANNEL, f"rolling back the deploy of {name}") for name in ("pool-1", "pool-2")]
        await p.at.quiet()
        await p.types("close")
        assert "pool-1" in p.shelf.one().text
        p.at.slack.people.delete(CHANNEL, said[0])
        p.at.slack.people.edit(CHANNEL, said[1], "rolling back the deploy of pool-3")
        await p.at.quiet()
        assert "pool-1" not in p.shelf.one().text
        assert "pool-2" not in p.shelf.one().text
        assert "pool-3" in p.shelf.one().text


async def test_a_factor_that_is_accepted_later_stands_there(sqlite_url: str) -> None:
    async with publishing(confluence, sqlite_url) as p:
        await p.types("close")
        await p.types("factors")
        shown = p.at.only(ADA)[-1]
        menu = next(e for b in shown["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "factor_add")
        await p.at.slack.people.press(
            ADA, CHANNEL, shown["ts"], "factor_add", selected_option=menu["option_groups"][0]["options"][0]
        )
        await p.later()
        assert menu["option_groups"][0]["options"][0]["text"]["text"] in p.shelf.one().text


async def test_what_is_private_stays_here(sqlite_url: str) -> None:
    async with publishing(confluence, sqlite_url, private=True) as p:
        await p.types("close")
        assert "its report stays here" in await p.types("publish")
        assert p.shelf.asked == []


async def test_a_lost_token_is_told_once_and_closing_does_not_wait(sqlite_url: str) -> None:
    async with publishing(confluence, sqlite_url) as p:
        p.shelf.token = "another"
        await p.types("close", wait=False)
        await p.at.until(lambda: [m for m in p.told() if "does not let me in" in m["text"]])
        assert "published" in str((p.at.card() or {})["blocks"]).lower()
        await p.at.app.dispatcher.resting.wait()
        p.shelf.token = "api-token"
        p.at.clock.shift += timedelta(minutes=16)
        await p.at.until(lambda: p.shelf.kept)
        await p.at.quiet()
        assert len([m for m in p.told() if "does not let me in" in m["text"]]) == 1


async def test_a_page_of_the_same_title_that_people_made_is_not_written_over(sqlite_url: str) -> None:
    async with publishing(confluence, sqlite_url) as p:
        theirs = p.shelf.add("Postmortem 1 · Checkout is down", "<p>our own notes</p>")
        await p.types("close")
        assert theirs.text == "<p>our own notes</p>"
        assert [m for m in p.told() if "did not take the report" in m["text"]]
