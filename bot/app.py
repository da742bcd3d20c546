"""The one place that puts the parts together. Nothing is made at import time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.clock import Clock, SteppedClock, SystemClock
from bot.coach_files import load_coach
from bot.dispatcher import Dispatcher
from bot.errors import SlackFailure, StoreUnavailable
from bot.holiday_calendar import is_holiday
from bot.integrations.places import place_of
from bot.integrations.publish_effects import PublishEffects
from bot.integrations.tracker_effects import TrackerEffects
from bot.integrations.trackers import tracker_of
from bot.metrics import Metrics
from bot.prompts import Prompts, prompts_of
from bot.scheduler import Jobs
from bot.settings import Settings, Transport
from bot.slack.effects import Effects
from bot.slack.gateway import Gateway
from bot.slack.intake import Intake
from bot.slack.listeners import register
from bot.slack.listeners.asking import Desk
from bot.store.database import Database
from bot.store.work import Store
from bot.store.workspace import Home
from bot.usecases import hearing
from bot.usecases.nudges import Following
from bot.web.guard import Guard
from bot.web.health import health_routes
from bot.web.hooks import hook_routes

log = structlog.get_logger()


@dataclass
class App:
    """The running parts."""

    settings: Settings
    store: Store
    gateway: Gateway
    say: Prompts
    clock: Clock
    dispatcher: Dispatcher
    jobs: Jobs
    bolt: AsyncApp
    asgi: ASGIApp
    ears: hearing.Ears
    under_way: set[asyncio.Task[None]]
    connected: bool = False
    sending: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        """Dispatcher, jobs and (in Socket Mode) the connection to Slack, until the block ends."""
        async with self.gateway.connected(), self._working():
            yield self

    @contextlib.asynccontextmanager
    async def _working(self) -> AsyncIterator[None]:
        self.store.on_filled = self.dispatcher.wake
        await self.store.take_over()
        self.sending = asyncio.create_task(self.dispatcher.run())
        greeting = asyncio.create_task(self._greet())
        self.jobs.start(self.settings.tick_scale)
        try:
            yield
        finally:
            self.jobs.stop()
            for showing in self.under_way:
                showing.cancel()
            self.dispatcher.stop()
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
            await self.sending
            await self.store.database.close()

    async def _greet(self) -> None:
        """Find out who we are, look at our channels and read what was missed; again until Slack answers."""
        wait, socket = 0.5, None
        if self.settings.transport is Transport.SOCKET:
            token = self.settings.slack_app_token.get_secret_value()
            socket = AsyncSocketModeHandler(self.bolt, token)
        try:
            while True:
                try:
                    await self._meet_workspace()
                    if socket is not None:
                        await socket.connect_async()  # type: ignore[no-untyped-call]
                    self.connected = True
                    log.info("app.connected", transport=self.settings.transport.value)
                    await asyncio.Event().wait()
                except (SlackFailure, SlackClientError, StoreUnavailable, OSError) as error:
                    log.error("app.not_connected", error=getattr(error, "error", type(error).__name__))
                await asyncio.sleep(wait)
                wait = min(60.0, wait * 2)
        finally:
            if socket is not None:
                await socket.close_async()  # type: ignore[no-untyped-call]

    async def _meet_workspace(self) -> None:
        team, home = await self.gateway.home()
        now = self.clock.now()
        async with self.store.work(team) as work:
            await work.workspace.set_home(home, now)
            await hearing.reconcile(work, now)
        async for channel in self.gateway.my_channels():
            async with self.store.work(team) as work:
                await hearing.channel_learned(work, self.ears, channel, "", now)

    async def wrong(self) -> dict[str, str]:
        """What is not well, by part; empty when all is."""
        faults = {}
        try:
            await self.store.ping()
        except (StoreUnavailable, OSError) as error:
            faults["database"] = type(error).__name__
        if self.sending is None or self.sending.done():
            faults["outbox"] = "stopped"
        if not self.connected:
            faults["slack"] = "not_connected"
        return faults


def build(settings: Settings, clock: Clock | None = None) -> App:
    """All parts, chosen by the settings."""
    time = clock or (SteppedClock(settings.clock_file) if settings.clock_file else SystemClock())
    say = prompts_of(settings)
    store = Store(Database(settings.database_url))
    token = settings.slack_bot_token.get_secret_value()
    # No retry handlers: a posting call that is repeated blindly is a message twice. The outbox decides.
    client = AsyncWebClient(token=token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[])
    metrics = Metrics()
    gateway = Gateway(client, metrics.called)
    ears = hearing.Ears(say.guide, settings.channel_patterns)
    follow = Following(say.policy, is_holiday)
    coach = load_coach(settings.prompts_dir)
    tracker = tracker_of(settings)
    issues = TrackerEffects(store, tracker, say, time, follow, settings.public_url)
    place = place_of(settings, time)
    pages = PublishEffects(store, place, say, settings, time)
    effects = Effects(store, gateway, say, settings, time, ears, follow, coach, {**issues.kinds, **pages.kinds})
    dispatcher = Dispatcher(store.database, time, effects.handle, effects.gave_up)
    bolt = _bolt(settings, client, store)
    bolt.middleware(Intake(store, time, ears, metrics).middleware)
    desk = Desk(store, gateway, say, settings, time, follow, tracker, place)
    register(bolt, desk)
    jobs = Jobs(store, say, settings, time, follow, metrics, tracked=tracker is not None)
    app = App(settings, store, gateway, say, time, dispatcher, jobs, bolt, Starlette(), ears, desk.under_way)
    hooks = hook_routes(store, tracker, time, settings.public_url) if tracker else ()
    app.asgi = _asgi(app, [*health_routes(app.wrong, metrics, _refresh(app, metrics)), *hooks, *_pages(app, follow)])
    return app


def _bolt(settings: Settings, client: AsyncWebClient, store: Store) -> AsyncApp:
    homes: dict[str, Home] = {}

    async def authorize(team_id: str | None) -> AuthorizeResult:
        # From our own table, so that an event costs no call and an outage of Slack's API does not refuse it. Who we
        # are in a workspace never changes for an app, so it is read once.
        home = homes.get(team_id or "")
        if home is None:
            async with store.work(team_id or "") as work:
                home = await work.workspace.home()
            if home.bot_user:
                homes[team_id or ""] = home
        token = settings.slack_bot_token.get_secret_value()
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_token=token, bot_id=home.bot_id or "B", bot_user_id=home.bot_user or "U"
        )

    secret = settings.slack_signing_secret.get_secret_value() or None
    # Without a name it reads the source of whoever called, to find one.
    return AsyncApp(name="postmortem-bot", signing_secret=secret, client=client, authorize=authorize)


def _asgi(app: App, routes: Sequence[BaseRoute]) -> ASGIApp:
    slack = AsyncSlackRequestHandler(app.bolt)

    async def events(request: Request) -> Response:
        return await slack.handle(request)

    return Guard(Starlette(routes=[Route("/slack/events", events, methods=["POST"]), *routes]))


def _refresh(app: App, metrics: Metrics) -> Callable[[], Awaitable[None]]:
    async def refresh() -> None:
        now = app.clock.now()
        try:
            counts, since = await app.store.outbox_counts(now), await app.store.outbox_oldest(now)
        except (StoreUnavailable, OSError):
            return  # what is known without the database is shown all the same
        oldest = (now - since).total_seconds() if since else 0.0
        metrics.outbox(counts.get("waiting", 0), counts.get("dead", 0), max(0.0, oldest))

    return refresh


def _pages(app: App, follow: Following) -> Sequence[BaseRoute]:
    """The web pages, where an address for them is set."""
    if not app.settings.public_url:
        return ()
    from bot.web.site import site_routes  # noqa: PLC0415 - what a bot without pages does not have to load

    return site_routes(app.store, app.gateway, app.say, app.settings, app.clock, follow)
