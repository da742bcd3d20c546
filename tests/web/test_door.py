import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.access import Reader
from bot.web.door import Door, path_of_ours, redirect
from bot.web.readers import Readers
from bot.web.safety import Pace
from bot.web.sessions import Session, Sessions
from bot.web.shown import Shown
from tests.web.site import PUBLIC, signed_in, site


@pytest.mark.parametrize("path", ["/", "/postmortems/1?kind=managers", "/postmortems/1#section-summary"])
def test_a_path_of_ours_stays(path: str) -> None:
    assert path_of_ours(path) == path


@given(st.text())
def test_nothing_leads_elsewhere(path: str) -> None:
    found = path_of_ours(path)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert "\n" not in redirect(found).headers["location"]


async def test_who_asks_too_much_is_asked_to_wait_and_others_are_not(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        say, sessions = at.app.say, Sessions("secret", PUBLIC)
        readers = Readers(at.app.store, at.app.gateway, at.clock)
        door = Door(sessions, readers, Shown(say, ""), say, "", Pace(pages=2))
        page = Starlette(routes=[Route("/", door.signed_in(_nothing))])
        transport = httpx.ASGITransport(page)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
            codes = []
            for person in ("U0ADA", "U0ADA", "U0ADA", "U0SAM"):
                answer = Response()
                sessions.begin(answer, at.slack.settings.team, person)
                codes.append((await client.get("/", headers={"Cookie": answer.headers["set-cookie"].split(";")[0]})).status_code)
        assert codes == [200, 200, 429, 200]


async def _nothing(_request: Request, _session: Session, _reader: Reader) -> Response:
    return Response("here")


async def test_a_database_that_is_away_is_said_calmly_and_logged(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with site(sqlite_url) as at, signed_in(at, "U0ADA") as ada:
        async with at.app.store.database.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE people RENAME TO elsewhere")
        answer = await ada.get("/")
        assert answer.status_code == 503
        assert "Nothing is lost" in answer.text
        assert "people" not in answer.text
        async with at.app.store.database.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO people")
