"""One transaction with the repositories of one workspace: what a use case gets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.action_items import ActionItems
from bot.store.browsing import Browsing
from bot.store.calendars import Calendars
from bot.store.canvases import Canvases
from bot.store.coaching import Coaching
from bot.store.database import Database
from bot.store.editions import Editions
from bot.store.factors import FactorTags
from bot.store.interviews import Interviews
from bot.store.item_lists import ItemLists
from bot.store.memo import Deriving, Memo
from bot.store.messages import Messages
from bot.store.outbox import Outbox, Queue
from bot.store.participants import Participants
from bot.store.personal import PersonalQuestions
from bot.store.postmortems import Postmortems
from bot.store.published import PublishedReports
from bot.store.reviews import Reviews
from bot.store.revisions import Revisions
from bot.store.search import Search
from bot.store.search_marks import Stale
from bot.store.sign_ins import SignIns
from bot.store.tables import workspaces
from bot.store.tracked_issues import TrackedIssues
from bot.store.workspace import Workspace


class Work:
    """The repositories of one workspace inside one transaction."""

    def __init__(self, connection: AsyncConnection, team: str, memo: Memo) -> None:
        self.team = team
        self.revisions = Revisions(connection, team)
        self.derived = Deriving(memo)
        stale = Stale(connection, team)
        self.messages = Messages(connection, team, self.revisions, stale)
        self.workspace = Workspace(connection, team, self.revisions, stale)
        self.postmortems = Postmortems(connection, team, self.revisions, stale)
        self.interviews = Interviews(connection, team, stale)
        self.personal = PersonalQuestions(connection, team)
        self.participants = Participants(connection, team)
        self.editions = Editions(connection, team, stale)
        self.factors = FactorTags(connection, team, stale)
        self.canvases = Canvases(connection, team)
        self.published = PublishedReports(connection, team)
        self.calendars = Calendars(connection, team)
        self.browsing = Browsing(connection, team)
        self.reviews = Reviews(connection, team)
        self.sign_ins = SignIns(connection, team)
        self.items = ActionItems(connection, team, stale)
        self.item_lists = ItemLists(connection, team)
        self.issues = TrackedIssues(connection, team)
        self.outbox = Outbox(connection, team)
        self.coaching = Coaching(connection, team)
        self.search = Search(connection, team, stale)


class Store:
    """Opens transactions. `on_filled` is called after a commit that put something into the outbox."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.on_filled: Callable[[], None] = lambda: None
        self._memo = Memo()

    @asynccontextmanager
    async def work(self, team: str) -> AsyncIterator[Work]:
        """A transaction for one workspace: commits when the block ends, takes all back when it raises."""
        async with self.database.begin() as connection:
            work = Work(connection, team, self._memo)
            yield work
        work.derived.share(work.revisions.writes)
        if work.outbox.filled:
            self.on_filled()

    @asynccontextmanager
    async def look(self, team: str) -> AsyncIterator[Work]:
        """A transaction that only reads: it holds no writer up, and none holds it up. It sees one state throughout."""
        async with self.database.reading() as connection:
            work = Work(connection, team, self._memo)
            yield work
        if work.revisions.writes or work.outbox.filled:
            raise RuntimeError("something was written where only reading was announced")
        work.derived.share(0)

    async def teams(self) -> tuple[str, ...]:
        """The workspaces that are known."""
        async with self.database.begin() as connection:
            return tuple((await connection.scalars(sa.select(workspaces.c.team))).all())

    async def outbox_counts(self, now: datetime) -> dict[str, int]:
        """How many effects wait and how many were given up, in all workspaces."""
        async with self.database.reading() as connection:
            return await Queue(connection).counts(now)

    async def outbox_oldest(self, now: datetime) -> datetime | None:
        """Since when the oldest effect waits; None where none does."""
        async with self.database.reading() as connection:
            return await Queue(connection).oldest(now)

    async def take_over(self) -> None:
        """Free what a process that died was sending. With SQLite there is one process, so nobody else can be at it;
        with PostgreSQL the lease of a replica that may be alive has to end by itself."""
        if self.database.is_sqlite:
            async with self.database.begin() as connection:
                await Queue(connection).free_all()

    async def ping(self) -> None:
        """Ask the database for anything; raises what the driver raises where it is away."""
        async with self.database.begin() as connection:
            await connection.execute(sa.select(sa.func.count()).select_from(workspaces))
