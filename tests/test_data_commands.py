"""What the command line reads and writes: everything in the database, whoever may see it in Slack."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.data_commands import all_reports, import_export, opened, report_of, timeline_of, timeline_of_export
from bot.errors import ConfigError, NotFound, UserError
from bot.settings import Settings

INCIDENTS = Path(__file__).parent / "data" / "incidents"
NAME = "waf-regex-cpu"


def channel() -> str:
    return next(c.name for c in (INCIDENTS / NAME).iterdir() if c.is_dir())


def settings(url: str) -> Settings:
    return Settings(_env_file=None, database_url=url)  # type: ignore[call-arg]


async def test_what_was_imported_is_reported_by_number_and_with_all_others(database_url: str) -> None:
    given = settings(database_url)
    imported = await import_export(given, INCIDENTS / NAME, channel())
    assert imported.messages > 100
    report = await report_of(given, imported.postmortem.number)
    assert report.lines
    assert [r.postmortem.number for r in await all_reports(given)] == [imported.postmortem.number]


async def test_the_timeline_in_the_database_is_the_one_of_the_export(sqlite_url: str) -> None:
    given = settings(sqlite_url)
    imported = await import_export(given, INCIDENTS / NAME, channel())
    held, read = await timeline_of(given, imported.postmortem.number), timeline_of_export(INCIDENTS / NAME, channel())
    assert [e.ts for e in held.timeline.entries] == [e.ts for e in read.timeline.entries]


async def test_an_import_again_brings_nothing_twice(sqlite_url: str) -> None:
    given = settings(sqlite_url)
    first = await import_export(given, INCIDENTS / NAME, channel())
    again = await import_export(given, INCIDENTS / NAME, channel())
    assert again.postmortem.number == first.postmortem.number
    assert len(await all_reports(given)) == 1


async def test_a_number_that_nothing_has_is_said_so(sqlite_url: str) -> None:
    with pytest.raises(NotFound):
        await report_of(settings(sqlite_url), 7)
    with pytest.raises(NotFound):
        await timeline_of(settings(sqlite_url), 7)


async def test_a_database_that_was_not_migrated_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="postmortem-bot migrate"):
        async with opened(settings(f"sqlite:///{tmp_path}/empty.db")):
            pass


def test_a_channel_that_the_export_has_not_is_said_so() -> None:
    with pytest.raises(UserError):
        timeline_of_export(INCIDENTS / NAME, "no-such-channel")
