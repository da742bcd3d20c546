"""Runs the application until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Iterator

import structlog
import uvicorn

from bot.app import App, build
from bot.errors import ConfigError
from bot.logs import set_up_logs
from bot.prompts import load_prompts
from bot.settings import Settings, Transport
from bot.store.schema_version import pending

log = structlog.get_logger()
# In seconds: so long a report that is made beside the loop may hold it up at a time. Python's own 5 ms add up to a quarter of
# a second for an event while many people read. (`make bench` tells.)
SWITCH = 0.0005


class _Server(uvicorn.Server):
    """Uvicorn would raise the signal again once it has stopped, and end the process before we have stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `serve`."""
        yield


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT: then take in what was begun, send what is being sent, and close the database.

    Raises ConfigError where the settings or the database are not ready."""
    sys.setswitchinterval(SWITCH)
    set_up_logs(settings.log_level, settings.log_format)
    _check(settings)
    app = build(settings)
    await _check_schema(app)
    config = uvicorn.Config(
        app.asgi, settings.host, settings.port, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5
    )
    server = _Server(config)
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, setattr, server, "should_exit", True)
    async with app.running():
        log.info("app.started", port=settings.port, transport=settings.transport.value)
        await server.serve()
    log.info("app.stopped")


def _check(settings: Settings) -> None:
    say = load_prompts().say
    if not settings.slack_bot_token.get_secret_value():
        raise ConfigError(say("doctor.no_token"))
    if settings.transport is Transport.HTTP and not settings.slack_signing_secret.get_secret_value():
        raise ConfigError(say("doctor.no_secret"))


async def _check_schema(app: App) -> None:
    has, wants = await pending(app.store.database)
    if has != wants:
        await app.store.database.close()
        raise ConfigError(load_prompts().say("doctor.migrate" if has else "doctor.migrate_nothing", has=has, wants=wants))
