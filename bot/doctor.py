"""Looks at an installation and says what is not well and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.errors import ConfigError, StoreUnavailable
from bot.manifest import BOT_SCOPES
from bot.prompts import load_prompts
from bot.settings import Settings, load_settings
from bot.slack.gateway import Gateway, SlackFailure
from bot.store.database import Database
from bot.store.migrate import pending

CLOCK_TOLERANCE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it is well, and else what to do."""

    check: str
    ok: bool
    advice: str = ""


async def examine(*, offline: bool) -> list[Finding]:
    """All checks, the local ones first; with `offline` nothing outside this installation is asked."""
    try:
        settings = load_settings()
    except ConfigError as error:
        return [Finding("settings", ok=False, advice=str(error))]
    found = [Finding("settings", ok=True), _prompts(settings), *await _database(settings)]
    if not offline:
        found += await _slack(settings)
    return found


def _prompts(settings: Settings) -> Finding:
    try:
        load_prompts(settings.prompts_dir, settings.interview_template)
    except ConfigError as error:
        return Finding("prompts", ok=False, advice=str(error))
    return Finding("prompts", ok=True)


async def _database(settings: Settings) -> list[Finding]:
    try:
        database = Database(settings.database_url)
    except ConfigError as error:
        return [Finding("database", ok=False, advice=str(error))]
    try:
        has, wants = await pending(database)
    except (StoreUnavailable, OSError) as error:
        return [Finding("database", ok=False, advice=f"cannot be reached ({type(error).__name__}): check DATABASE_URL")]
    finally:
        await database.close()
    current = Finding("migrations", has == wants, "" if has == wants else "run `postmortem-bot migrate`")
    return [Finding("database", ok=True), current]


async def _slack(settings: Settings) -> list[Finding]:
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, timeout=10)
    try:
        await Gateway(client).home()
    except SlackFailure as failure:
        return [Finding("token", ok=False, advice=f"Slack says {failure.error}: check SLACK_BOT_TOKEN and the network")]
    return [Finding("token", ok=True), *await _scopes_and_clock(settings)]


async def _scopes_and_clock(settings: Settings) -> list[Finding]:
    token = settings.slack_bot_token.get_secret_value()
    async with httpx.AsyncClient(base_url=settings.slack_api_url, timeout=10) as client:
        answer = await client.post("auth.test", headers={"authorization": f"Bearer {token}"})
    given = {s.strip() for s in answer.headers.get("x-oauth-scopes", "").split(",") if s.strip()}
    lacking = sorted(set(BOT_SCOPES) - given) if given else []
    advice = f"add {', '.join(lacking)} under 'OAuth & Permissions' and reinstall" if lacking else ""
    off = abs((SystemClock().now() - parsedate_to_datetime(answer.headers["date"])).total_seconds())
    well = off < CLOCK_TOLERANCE
    clock = Finding(
        "clock", well, "" if well else f"this machine is {off:.0f} s off: Slack refuses signatures older than 5 minutes"
    )
    return [Finding("scopes", not lacking, advice), clock]
