"""One transaction with the repositories of one workspace: what a use case gets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.action_items import ActionItems
from bot.store.database import Database
from bot.store.interviews import Interviews
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.store.postmortems import Postmortems
from bot.store.workspace import Workspace


class Work:
    """The repositories of one workspace inside one transaction."""

    def __init__(self, connection: AsyncConnection, team: str) -> None:
        self.team = team
        self.messages = Messages(connection, team)
        self.workspace = Workspace(connection, team)
        self.postmortems = Postmortems(connection, team)
        self.interviews = Interviews(connection, team)
        self.items = ActionItems(connection, team)
        self.outbox = Outbox(connection, team)


class Store:
    """Opens transactions. `on_filled` is called after a commit that put something into the outbox."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.on_filled: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def work(self, team: str) -> AsyncIterator[Work]:
        """A transaction for one workspace: commits when the block ends, takes all back when it raises."""
        async with self.database.begin() as connection:
            work = Work(connection, team)
            yield work
        if work.outbox.filled:
            self.on_filled()
