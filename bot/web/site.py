"""Puts the web pages together."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.routing import BaseRoute

from bot.clock import Clock
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.gateway import Gateway
from bot.store.work import Store
from bot.usecases.calendars import Addresses
from bot.usecases.nudges import Following
from bot.web.board import Board
from bot.web.calendar import CalendarFeed
from bot.web.door import Door
from bot.web.item_form import ItemForm
from bot.web.pages import Pages
from bot.web.readers import Readers
from bot.web.sessions import Sessions
from bot.web.shown import Shown
from bot.web.signing_in import SigningIn


def site_routes(
    store: Store, gateway: Gateway, say: Prompts, settings: Settings, clock: Clock, follow: Following
) -> Sequence[BaseRoute]:
    """All pages, under the path of their public address."""
    base = urlsplit(settings.public_url).path.rstrip("/")
    sessions = Sessions(settings.slack_bot_token.get_secret_value(), settings.public_url)
    readers = Readers(store, gateway, clock)
    door = Door(sessions, readers, Shown(say, base), say, base)
    signing_in = SigningIn(store, gateway, settings, clock, door, readers)
    board = Board(store, say, clock, door, follow)
    addresses = Addresses(settings.slack_bot_token.get_secret_value())
    calendar = CalendarFeed(store, say, clock, door, addresses, settings.public_url)
    items = ItemForm(store, say, clock, door, follow)
    return [
        *calendar.routes(),
        *items.routes(),
        *signing_in.routes(),
        *board.routes(),
        *Pages(store, say, settings, clock, door).routes(),
    ]
