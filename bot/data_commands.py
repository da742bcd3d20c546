"""What the data commands of the command line do: import an export, print a report, print all there is.

Whoever may run them can read the database anyway, so they show every postmortem, private ones included.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.access import OPERATOR
from bot.domain.extract import impact_facts, proposed_actions
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links, Report
from bot.domain.timeline import draft
from bot.errors import ConfigError, NotFound
from bot.exports.timeline_files import Told
from bot.prompts import load_prompts, prompts_of
from bot.settings import Settings
from bot.slack.export import read_export
from bot.store.database import Database
from bot.store.schema_version import pending
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import importing, reading, searching

# The workspace of imported channels while the bot was never connected to one.
LOCAL_TEAM = "local"


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """The migrated database; raises ConfigError where it is not."""
    store = Store(Database(settings.database_url))
    try:
        has, wants = await pending(store.database)
        if has != wants:
            raise ConfigError(load_prompts().say("cli.not_migrated"))
        yield store
    finally:
        await store.database.close()


async def import_export(settings: Settings, path: Path, channel: str) -> importing.Imported:
    """Import one channel; raises UserError where the export cannot be read."""
    found = read_export(path, channel)
    async with opened(settings) as store:
        teams = await store.teams()
        seen = Channel(found.id, found.name, found.purpose, private=True, kept=True)
        async with store.work(teams[0] if teams else LOCAL_TEAM) as work:
            return await importing.take_in(work, seen, found.people, found.messages, SystemClock().now())


async def workspaces(store: Store) -> list[str]:
    """All of them, with the one of imported channels."""
    return sorted({*await store.teams(), LOCAL_TEAM})


@asynccontextmanager
async def numbered(settings: Settings, number: int) -> AsyncIterator[tuple[Work, Postmortem]]:
    """The postmortem of that number, of whichever workspace has it, in a transaction; raises NotFound."""
    async with opened(settings) as store:
        for team in await workspaces(store):
            async with store.work(team) as work:
                if (found := await work.postmortems.numbered(number)) is not None:
                    yield work, found
                    return
    raise NotFound("error.no_such_number", number=str(number))


async def report_of(settings: Settings, number: int) -> Report:
    """The report of that number, of whichever workspace has it; raises NotFound."""
    async with numbered(settings, number) as (work, found):
        return await _report(settings, work, found)


async def timeline_of(settings: Settings, number: int) -> Told:
    """The timeline of that number, with all channels that feed it; raises NotFound."""
    say = load_prompts(settings.prompts_dir, settings.interview_template)
    async with numbered(settings, number) as (work, found):
        made = await reading.material(work, found, OPERATOR)
        title = say.say("timeline.picture_title", number=found.number, title=found.title)
        names = {p.id: p.name for p in made.people.values()}
        return Told(made.timeline, title, names, Links((await work.workspace.home()).url), (), made.facts)


def timeline_of_export(path: Path, channel: str) -> Told:
    """A draft of an exported channel; raises UserError where the export cannot be read."""
    found = read_export(path, channel)
    names = {p.id: p.name for p in found.people.values()}
    actions = proposed_actions(found.messages, found.people)
    timeline = draft(found.messages, found.people)
    return Told(timeline, f"#{found.name}", names, Links(""), actions, impact_facts(found.messages))


async def all_reports(settings: Settings) -> list[Report]:
    """Every report there is, oldest first."""
    reports = []
    async with opened(settings) as store:
        for team in await workspaces(store):
            async with store.work(team) as work:
                newest_first = await work.postmortems.all(limit=1_000_000)
                reports += [await _report(settings, work, found) for found in reversed(newest_first)]
    return reports


async def _report(settings: Settings, work: Work, found: Postmortem) -> Report:
    return await reading.load_report(work, found, prompts_of(settings).guide, OPERATOR)


async def found_by(settings: Settings, words: str) -> list[dict[str, object]]:
    """What holds the words, the best one first: {"number", "title", "status", "part", "excerpt"} each; at most 100."""
    guide, now = prompts_of(settings).guide, SystemClock().now()
    found: list[dict[str, object]] = []
    async with opened(settings) as store:
        for team in await store.teams():
            await searching.keep_up(store, team, guide, now)
            async with store.look(team) as work:
                results = await searching.search(work, OPERATOR, words, size=100)
            found += [
                {
                    "number": one.postmortem.number,
                    "title": one.postmortem.title,
                    "status": one.postmortem.status.value,
                    "part": one.part,
                    "excerpt": "".join(piece.text for piece in one.excerpt),
                }
                for one in results.found
            ]
    return found
