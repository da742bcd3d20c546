"""The doctor, as whoever installs the bot meets it: against a workspace that has one thing wrong at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.doctor import Finding, examine
from bot.domain.postmortem import Postmortem
from bot.playground.server import Fault, Playground, playground, served
from bot.store.database import Database
from bot.store.work import Store
from tests.places import confluence
from tests.trackers import github
from tests.usecases.test_reading import NOW


@pytest.fixture
async def slack(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Playground]:
    """A workspace, and settings in the environment that are right for it."""
    monkeypatch.chdir(tmp_path)
    async with playground() as place:
        place.state.add_channel("C0INC", "inc-1-checkout", [place.state.bot_user])
        for name, value in {
            "SLACK_BOT_TOKEN": place.settings.bot_token,
            "SLACK_APP_TOKEN": place.settings.app_token,
            "SLACK_API_URL": f"{place.url}/api/",
            "DATABASE_URL": sqlite_url,
        }.items():
            monkeypatch.setenv(name, value)
        yield place


async def found() -> dict[str, Finding]:
    return {f.check: f for f in await examine(offline=False)}


async def test_all_is_well_where_all_is_well(slack: Playground) -> None:
    findings = await found()
    checks = ["settings", "prompts", "database", "migrations", "token", "scopes", "clock", "socket", "channels"]
    assert list(findings) == checks
    assert all(f.ok for f in findings.values())
    assert "In 1 channels" in findings["channels"].advice


async def test_a_tracker_is_looked_at_where_one_is_connected(slack: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    at = github.ledger()
    async with served(github.app(at)) as url:
        for name, value in {"": "github", "_PROJECT": github.PROJECT, "_TOKEN": at.token, "_URL": url}.items():
            monkeypatch.setenv(f"TRACKER{name}", value)
        well = (await found())["tracker"]
        assert (well.ok, "PUBLIC_URL/hooks/tracker" in well.advice) == (True, True)
        monkeypatch.setenv("TRACKER_SECRET", "s")
        assert (await found())["tracker"] == Finding("tracker", ok=True)
        monkeypatch.setenv("TRACKER_TOKEN", "old")
        assert "does not accept TRACKER_TOKEN" in (await found())["tracker"].advice
        monkeypatch.setenv("TRACKER_PROJECT", "acme/other")
        assert "knows no acme/other" in (await found())["tracker"].advice
    assert "could not be reached" in (await found())["tracker"].advice
    monkeypatch.setenv("TRACKER_TOKEN", "")
    assert "needs TRACKER_TOKEN" in (await found())["tracker"].advice


async def test_a_permission_that_is_missing_is_named(slack: Playground) -> None:
    slack.state.scopes -= {"channels:history"}
    scopes = (await found())["scopes"]
    assert not scopes.ok
    assert "channels:history" in scopes.advice
    assert "reinstall" in scopes.advice


async def test_what_an_optional_permission_would_bring_is_said_and_all_is_well(slack: Playground) -> None:
    slack.state.scopes -= {"pins:write"}
    scopes = (await found())["scopes"]
    assert scopes.ok
    assert "the status card is not pinned" in scopes.advice


async def test_a_wrong_token_is_told_from_a_slack_that_is_away(slack: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
    assert "invalid_auth" in (await found())["token"].advice
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    assert "cannot be reached" in (await found())["token"].advice


async def test_a_token_of_another_kind_is_recognised(slack: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-somebody")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xoxb-mixed-up")
    settings = (await found())["settings"]
    assert "xoxb-" in settings.advice
    assert "xapp-" in settings.advice


async def test_an_app_level_token_that_slack_refuses_is_named(slack: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-other")
    assert not (await found())["socket"].ok


async def test_a_bot_in_no_channel_is_told_to_be_invited(slack: Playground) -> None:
    slack.state.channels["C0INC"].members.clear()
    channels = (await found())["channels"]
    assert channels.ok
    assert "/invite" in channels.advice


@pytest.mark.parametrize(("what", "advice"), [("archived", "Unarchive"), ("left", "Invite"), ("hidden", "Invite")])
async def test_a_channel_whose_postmortem_cannot_go_on_is_named(
    slack: Playground, sqlite_url: str, what: str, advice: str
) -> None:
    database = Database(sqlite_url)
    async with Store(database).work("T0PLAY") as work:
        await work.postmortems.add(Postmortem("P1", 1, "C0INC", "Checkout is down", "U0ADA", NOW, "U0ADA"))
    await database.close()
    channel = slack.state.channels["C0INC"]
    if what == "archived":
        channel.archived = True
    else:
        channel.members.clear()
        channel.private = what == "hidden"
    channels = (await found())["channels"]
    assert not channels.ok
    assert advice in channels.advice


async def test_slack_that_fails_half_way_is_said(slack: Playground) -> None:
    slack.faults.append(Fault("users.conversations", "ratelimited", 30, 1))
    assert "ratelimited" in (await found())["channels"].advice


async def test_an_old_schema_and_no_schema_are_told_apart(
    slack: Playground, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    assert "is empty" in (await found())["migrations"].advice
    assert not (tmp_path / "none.db").exists()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/none.db")
    assert "nowhere" in (await found())["database"].advice
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    assert "cannot be reached" in (await found())["database"].advice


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("PORT", "many", "PORT"),
        ("REPORT_ZONE", "Mars/Olympus", "Mars/Olympus"),
        ("DATABASE_URL", "mysql://x", "mysql"),
        ("INTERVIEW_TEMPLATE", "gone", "INTERVIEW_TEMPLATE"),
        ("TICK_SCALE", "0.5", "TICK_SCALE"),
    ],
)
async def test_a_setting_that_is_not_right_is_named(
    slack: Playground, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, named: str
) -> None:
    monkeypatch.setenv(setting, value)
    assert named in " ".join(f.advice for f in await asyncio.wait_for(examine(offline=True), 10))


async def test_a_place_for_documents_is_looked_at_where_one_is_connected(
    slack: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = confluence.shelf()
    async with served(confluence.app(at)) as url:
        named = {"to": "confluence", "place": "INC", "token": at.token, "user": confluence.USER, "url": url}
        for name, value in named.items():
            monkeypatch.setenv(f"PUBLISH_{name.upper()}", value)
        assert (await found())["publish"].ok
        monkeypatch.setenv("PUBLISH_PLACE", "OPS")
        assert "knows no such place" in (await found())["publish"].advice
        monkeypatch.setenv("PUBLISH_TOKEN", "old")
        assert "does not accept the token" in (await found())["publish"].advice
    assert "cannot be reached" in (await found())["publish"].advice
    monkeypatch.setenv("PUBLISH_TO", "webhook")
    monkeypatch.setenv("PUBLISH_SECRET", "s")
    untried = (await found())["publish"]
    assert (untried.ok, "is not tried" in untried.advice) == (True, True)
    monkeypatch.setenv("PUBLISH_TO", "confluence")
    monkeypatch.setenv("PUBLISH_TOKEN", "")
    assert "needs PUBLISH_TOKEN" in (await found())["publish"].advice
