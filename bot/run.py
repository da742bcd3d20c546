"""Runs the application until it is told to stop."""

from __future__ import annotations

import asyncio

import structlog
import uvicorn

from bot.app import build
from bot.errors import ConfigError
from bot.logs import set_up_logs
from bot.settings import Settings, Transport
from bot.store.migrate import pending

log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises ConfigError where the settings or the database are not ready."""
    set_up_logs(settings.log_level, settings.log_format)
    if not settings.slack_bot_token.get_secret_value():
        raise ConfigError("SLACK_BOT_TOKEN is missing: copy it from 'OAuth & Permissions' of your Slack app.")
    if settings.transport is Transport.HTTP and not settings.slack_signing_secret.get_secret_value():
        raise ConfigError(
            "SLACK_SIGNING_SECRET is missing: copy it from 'Basic Information', or set SLACK_APP_TOKEN for Socket Mode."
        )
    app = build(settings)
    has, wants = await pending(app.store.database)
    if has != wants:
        await app.store.database.close()
        raise ConfigError(f"The database is at {has or 'nothing'}, this release needs {wants}: run `postmortem-bot migrate`.")
    config = uvicorn.Config(
        app.asgi, settings.host, settings.port, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5
    )
    async with app.running():
        log.info("app.started", port=settings.port, transport=settings.transport.value)
        await uvicorn.Server(config).serve()
    await asyncio.sleep(0)
    log.info("app.stopped")
