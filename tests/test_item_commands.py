"""Action items at the command line."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.domain.message import Person
from bot.domain.postmortem import Postmortem
from bot.store.database import Database
from bot.store.work import Store
from bot.store.workspace import Channel, Home

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1", private=True)


@pytest.fixture(autouse=True)
async def workspace(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A private postmortem that Ada leads, and two people whose name is Sam."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    database = Database(database_url)
    async with Store(database).work("local") as work:
        await work.workspace.put_channel(Channel("C1", member=True, private=True))
        for person, name in (("U1", "Ada"), ("U2", "Sam"), ("U3", "Sam"), ("U4", "Zoë")):
            await work.workspace.put_person(Person(person, name, "Europe/London"), NOW)
        await work.postmortems.add(ONE)
    await database.close()


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_an_item_is_added_said_back_and_listed() -> None:
    code, out = run("add-action", "1", "Alert on lag by 2031-12-12", "--owner", "zoë")
    assert code == 0
    assert "Alert on lag\nZoë, Fri 12 Dec 2031" in out
    assert "Alert on lag" in run("actions")[1]
    assert "No action items are like that" in run("actions", "overdue")[1]
    assert "No action items are like that" in run("actions", "--owner", "Ada")[1]
    (row,) = csv.DictReader(io.StringIO(run("actions", "--csv")[1]))
    assert (row["text"], row["owner"], row["due"]) == ("Alert on lag", "Zoë", "2031-12-12")
    (item,) = json.loads(run("actions", "open", "--json")[1])["action_items"]
    assert (item["owner"], item["created_by"], item["standing"]) == ("U4", "U1", "open")


async def test_people_are_found_in_whichever_workspace_they_are(database_url: str) -> None:
    database = Database(database_url)
    async with Store(database).work("T1") as work:
        await work.workspace.set_home(Home(), NOW)
        await work.workspace.put_person(Person("U7", "Ife", "Europe/London"), NOW)
        await work.workspace.put_channel(Channel("C7", member=True))
        await work.postmortems.add(Postmortem("P7", 7, "C7", "Search is down", "U7", NOW, "U7"))
    await database.close()
    code, out = await asyncio.to_thread(run, "add-action", "7", "Rebuild the index", "--owner", "Ife")
    assert (code, "Ife" in out) == (0, True)
    assert "Rebuild the index" in (await asyncio.to_thread(run, "actions", "--owner", "Ife"))[1]
    assert "No action items" in (await asyncio.to_thread(run, "actions", "--owner", "Ada"))[1]
    code, out = await asyncio.to_thread(run, "actions", "--owner", "Nobody")
    assert (code, "Ada, Ife" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("add-action", "1", "Alert on lag", "--owner", "Sam"), "exactly one person"),
        (("add-action", "1", "Alert on lag", "--owner", "Nobody"), "Ada, Sam, Sam, Zoë"),
        (("add-action", "1", "Alert on lag by 31 February"), "31 February"),
        (("add-action", "1", "  "), "What should be done?"),
        (("add-action", "9", "Alert on lag"), "There is no postmortem 9"),
        (("actions", "someday"), "overdue"),
    ],
)
def test_what_cannot_be_understood_is_answered_with_what_can(words: tuple[str, ...], advice: str) -> None:
    code, out = run(*words)
    assert code == 1
    assert advice in out
    assert "Traceback" not in out
    assert "Alert on lag" not in run("actions")[1]
