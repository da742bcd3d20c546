"""Looks at an installation and says what is not well and what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.domain.trouble import Trouble
from bot.errors import ConfigError, ServiceFailure, SlackFailure, StoreUnavailable
from bot.integrations.places import place_of
from bot.integrations.trackers import tracker_of
from bot.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from bot.prompts import Prompts, load_prompts
from bot.settings import Settings, Transport, load_settings
from bot.slack.gateway import Gateway
from bot.store.database import Database
from bot.store.schema_version import pending
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.web.hooks import PATH as HOOK

# Which advice is for which trouble; anything else is called away.
WHY: Mapping[str, str] = {Trouble.REFUSED: "refused", Trouble.GONE: "gone", Trouble.NOT_TAKEN: "gone"}
CLOCK_TOLERANCE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `ok` with an advice: it works, and there is something to know."""

    check: str
    ok: bool
    advice: str = ""


async def examine(*, offline: bool) -> list[Finding]:
    """All checks, the local ones first; with `offline` nothing outside this installation is asked."""
    say = load_prompts()
    try:
        settings = load_settings()
    except ConfigError as error:
        return [Finding("settings", ok=False, advice=str(error))]
    database = await _database(settings, say)
    found = [_settings(settings, say, offline=offline), _prompts(settings), *database]
    if not offline and settings.slack_bot_token.get_secret_value():
        found += await _slack(settings, say, migrated=all(f.ok for f in database))
    found += await _tracker(settings, say, offline=offline)
    return [*found, *await _place(settings, say, offline=offline)]


def _settings(settings: Settings, say: Prompts, *, offline: bool) -> Finding:
    token, app = settings.slack_bot_token.get_secret_value(), settings.slack_app_token.get_secret_value()
    wrong = []
    if not offline and not token:
        wrong.append("no_token")
    if token and not token.startswith("xoxb-"):
        wrong.append("token_kind")
    if not offline and not app and not settings.slack_signing_secret.get_secret_value():
        wrong.append("no_secret")
    if app and not app.startswith("xapp-"):
        wrong.append("app_token_kind")
    advice = [say.say(f"doctor.{key}") for key in wrong]
    try:
        ZoneInfo(settings.report_zone)
    except (ZoneInfoNotFoundError, ValueError):
        advice.append(say.say("doctor.zone", zone=settings.report_zone))
    if not advice and (settings.clock_file or settings.tick_scale != 1):
        return Finding("settings", ok=True, advice=say.say("doctor.for_demos"))
    return Finding("settings", not advice, " ".join(advice))


def _prompts(settings: Settings) -> Finding:
    try:
        load_prompts(settings.prompts_dir, settings.interview_template)
    except ConfigError as error:
        return Finding("prompts", ok=False, advice=str(error))
    return Finding("prompts", ok=True)


async def _database(settings: Settings, say: Prompts) -> list[Finding]:
    try:
        database = Database(settings.database_url)
    except ConfigError as error:
        return [Finding("database", ok=False, advice=str(error))]
    file = Path(database.url.database or "") if database.is_sqlite else None
    if file and not os.access(file.absolute().parent, os.W_OK):
        return [Finding("database", ok=False, advice=say.say("doctor.unwritable", folder=file.absolute().parent))]
    where = say.say("doctor.sqlite_here", file=file.absolute()) if file else ""
    if file and not file.exists():  # looking would make it
        return [Finding("database", ok=True, advice=where), Finding("migrations", False, say.say("doctor.migrate_nothing"))]
    try:
        has, wants = await pending(database)
    except (StoreUnavailable, OSError) as error:
        return [Finding("database", ok=False, advice=say.say("doctor.unreachable", error=type(error).__name__))]
    finally:
        await database.close()
    advice = "" if has == wants else say.say("doctor.migrate" if has else "doctor.migrate_nothing", has=has, wants=wants)
    return [Finding("database", ok=True, advice=where), Finding("migrations", has == wants, advice)]


async def _tracker(settings: Settings, say: Prompts, *, offline: bool) -> list[Finding]:
    """Whether the issue tracker lets us in, where one is connected."""
    try:
        tracker = tracker_of(settings)
    except ConfigError as error:
        return [Finding("tracker", ok=False, advice=str(error))]
    if tracker is None or offline:
        return []
    try:
        await tracker.check()
    except ServiceFailure as failure:
        key = WHY.get(failure.error, "away")
        details = {"tracker": tracker.name, "project": settings.tracker_project, "error": failure.error}
        return [Finding("tracker", ok=False, advice=say.say(f"doctor.tracker_{key}", **details))]
    if settings.tracker_secret.get_secret_value():
        return [Finding("tracker", ok=True)]
    hook = f"{settings.public_url.rstrip('/') or 'PUBLIC_URL'}{HOOK}"
    return [Finding("tracker", ok=True, advice=say.say("doctor.tracker_no_hook", tracker=tracker.name, hook=hook))]


async def _place(settings: Settings, say: Prompts, *, offline: bool) -> list[Finding]:
    """Whether the place for documents lets us in, where one is connected."""
    try:
        place = place_of(settings)
    except ConfigError as error:
        return [Finding("publish", ok=False, advice=str(error))]
    if place is None or offline:
        return []
    try:
        tried = await place.check()
    except ServiceFailure as failure:
        advice = say.say(f"doctor.publish_{WHY.get(failure.error, 'away')}", place=place.name, error=failure.error)
        return [Finding("publish", ok=False, advice=advice)]
    return [Finding("publish", ok=True, advice="" if tried else say.say("doctor.publish_untried"))]


async def _slack(settings: Settings, say: Prompts, *, migrated: bool) -> list[Finding]:
    headers = {"authorization": f"Bearer {settings.slack_bot_token.get_secret_value()}"}
    try:
        async with httpx.AsyncClient(base_url=settings.slack_api_url, timeout=10) as client:
            answer = await client.post("auth.test", headers=headers)
        body = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        advice = say.say("doctor.slack_unreachable", url=settings.slack_api_url, error=type(error).__name__)
        return [Finding("token", ok=False, advice=advice)]
    if not body.get("ok"):
        return [Finding("token", ok=False, advice=say.say("doctor.slack_says", error=body.get("error")))]
    found = [Finding("token", ok=True), _scopes(answer.headers.get("x-oauth-scopes", ""), say), *_clock(answer.headers, say)]
    if settings.transport is Transport.SOCKET:
        found.append(await _socket(settings, say))
    return [*found, *await _channels(settings, say, str(body["team_id"]), migrated=migrated)]


def _scopes(listed: str, say: Prompts) -> Finding:
    given = {s.strip() for s in listed.split(",") if s.strip()}
    if not given:
        return Finding("scopes", ok=True, advice=say.say("doctor.scopes_unknown"))
    lacking = sorted(set(BOT_SCOPES) - given)
    if lacking:
        return Finding("scopes", ok=False, advice=say.say("doctor.scopes_missing", scopes=", ".join(lacking)))
    missed = [s for s in OPTIONAL_SCOPES if s not in given]
    losses = "; ".join(say.texts.get(f"doctor.loss_{s.replace(':', '_')}", say.say("doctor.loss_other")) for s in missed)
    return Finding("scopes", True, say.say("doctor.scopes_optional", scopes=", ".join(missed), loss=losses) if missed else "")


def _clock(headers: Mapping[str, str], say: Prompts) -> list[Finding]:
    if "date" not in headers:
        return []
    off = abs((SystemClock().now() - parsedate_to_datetime(headers["date"])).total_seconds())
    well = off < CLOCK_TOLERANCE
    return [Finding("clock", well, "" if well else say.say("doctor.clock_off", seconds=f"{off:.0f}"))]


async def _socket(settings: Settings, say: Prompts) -> Finding:
    client = AsyncWebClient(settings.slack_app_token.get_secret_value(), base_url=settings.slack_api_url, timeout=10)
    try:
        await Gateway(client).call("apps.connections.open")
    except SlackFailure as failure:
        return Finding("socket", ok=False, advice=say.say("doctor.socket_says", error=failure.error))
    return Finding("socket", ok=True)


async def _channels(settings: Settings, say: Prompts, team: str, *, migrated: bool) -> list[Finding]:
    """In which channels the bot is, and whether those with an open postmortem can still be used."""
    gateway = Gateway(AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, timeout=10))
    try:
        mine = [c async for c in gateway.my_channels()]
        used = [await _seen(gateway, c) for c in await _in_use(settings, team)] if migrated else []
    except SlackFailure as failure:
        return [Finding("channels", ok=False, advice=say.say("doctor.slack_says", error=failure.error))]
    for channel in used:
        if channel.archived or not channel.member:
            key = "doctor.channel_archived" if channel.archived else "doctor.channel_left"
            return [Finding("channels", ok=False, advice=say.say(key, name=channel.name or channel.channel))]
    if not mine:
        return [Finding("channels", ok=True, advice=say.say("doctor.no_channels"))]
    return [Finding("channels", ok=True, advice=say.say("doctor.in_channels", count=len(mine), used=len(used)))]


async def _seen(gateway: Gateway, channel: Channel) -> Channel:
    try:
        return await gateway.channel(channel.channel)
    except SlackFailure as failure:
        if failure.error == "channel_not_found":
            return replace(channel, member=False)  # a private one that the bot was removed from
        raise


async def _in_use(settings: Settings, team: str) -> list[Channel]:
    """The channels with an open postmortem."""
    database = Database(settings.database_url)
    try:
        async with Store(database).look(team) as work:
            names = [p.channel for p in await work.postmortems.open_ones()]
            return [await work.workspace.channel(c) or Channel(c) for c in dict.fromkeys(names)]
    finally:
        await database.close()
