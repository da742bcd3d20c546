import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.web.sessions import Sessions


def request(cookie: str = "", origin: str | None = None) -> Request:
    headers = [(b"cookie", cookie.encode())] + ([(b"origin", origin.encode())] if origin else [])
    return Request({"type": "http", "headers": headers})


def cookie_of(answer: Response) -> str:
    return str(answer.headers["set-cookie"])


def begun(sessions: Sessions) -> str:
    answer = Response()
    sessions.begin(answer, "T1", "U1")
    return cookie_of(answer)


def test_a_session_is_read_again_and_another_secret_does_not_read_it() -> None:
    made = begun(Sessions("secret", "https://bot.example"))
    found = Sessions("secret", "https://bot.example").read(request(made.split(";")[0]))
    assert found is not None
    assert (found.team, found.person) == ("T1", "U1")
    assert Sessions("other", "https://bot.example").read(request(made.split(";")[0])) is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://bot.example/pm", ("HttpOnly", "SameSite=lax", "Path=/pm", "Secure")),
        ("http://127.0.0.1:3000", ("HttpOnly", "SameSite=lax", "Path=/")),
    ],
)
def test_scripts_and_other_sites_do_not_get_the_cookie(url: str, wanted: tuple[str, ...]) -> None:
    made = begun(Sessions("secret", url))
    assert all(part.lower() in made.lower() for part in wanted)
    assert ("secure" in made.lower()) is url.startswith("https")


@pytest.mark.parametrize("cookie", ["", "postmortem_session=", "postmortem_session=WyJUMSJd.x.y", "postmortem_session=\u00fc"])
def test_anything_else_is_nobody(cookie: str) -> None:
    assert Sessions("secret", "https://bot.example").read(request(cookie)) is None


def test_a_form_is_ours_with_our_word_from_our_origin() -> None:
    sessions = Sessions("secret", "https://bot.example/pm")
    mine = sessions.read(request(begun(sessions).split(";")[0]))
    assert mine is not None
    assert sessions.is_ours(request(), mine, mine.word)
    assert sessions.is_ours(request(origin="https://bot.example"), mine, mine.word)
    assert not sessions.is_ours(request(origin="https://evil.example"), mine, mine.word)
    assert not sessions.is_ours(request(origin="null"), mine, mine.word)
    assert not sessions.is_ours(request(), mine, "ü")


def test_a_way_leads_back_only_where_it_began() -> None:
    sessions, answer = Sessions("secret", "https://bot.example"), Response()
    sessions.set_out(answer, "state", "/postmortems/1")
    cookie = cookie_of(answer).split(";")[0]
    assert sessions.come_back(request(cookie), "state") == "/postmortems/1"
    assert sessions.come_back(request(cookie), "other") is None
    assert sessions.come_back(request(), "state") is None
