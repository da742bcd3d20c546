import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.door import path_of_ours, redirect
from tests.web.site import signed_in, site


@pytest.mark.parametrize("path", ["/", "/postmortems/1?kind=managers", "/postmortems/1#section-summary"])
def test_a_path_of_ours_stays(path: str) -> None:
    assert path_of_ours(path) == path


@given(st.text())
def test_nothing_leads_elsewhere(path: str) -> None:
    found = path_of_ours(path)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert "\n" not in redirect(found).headers["location"]


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
