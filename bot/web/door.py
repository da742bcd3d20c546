"""Stands before every page: who asks, how often, and what becomes of errors."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl, quote

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.domain.access import Reader
from bot.errors import NotAllowed, NotFound, SlackFailure, StoreUnavailable, UserError
from bot.prompts import Prompts
from bot.web.readers import Readers
from bot.web.safety import HEADERS, Pace
from bot.web.sessions import Session, Sessions
from bot.web.shown import Shown

log = structlog.get_logger()
Page = Callable[[Request, Session, Reader], Awaitable[Response]]
OpenPage = Callable[[Request], Awaitable[Response]]


class Door:
    """Lets people in."""

    def __init__(
        self, sessions: Sessions, readers: Readers, shown: Shown, say: Prompts, base: str, pace: Pace | None = None
    ) -> None:
        self.sessions, self.shown, self.base = sessions, shown, base
        self._readers, self._say, self._pace = readers, say, pace or Pace()

    def signed_in(self, page: Page) -> OpenPage:
        """A page for those who are signed in; others are sent to where they can, and back."""

        async def answer(request: Request) -> Response:
            session = self.sessions.read(request)
            if session is None:
                return redirect(f"{self.base}/sign-in?to={quote(_path(request, self.base))}")
            if not await self._pace.may_ask(session.person):
                return self.shown.trouble(self._say.say("web.too_fast"), 429, session)
            return await page(request, session, await self._readers.of(session))

        return self.calm(answer)

    def form(self, page: Page) -> OpenPage:
        """The same for what changes something: only from a page of ours."""

        async def checked(request: Request, session: Session, reader: Reader) -> Response:
            word = (await form_of(request)).get("word", "")
            if not self.sessions.is_ours(request, session, word):
                return self.shown.trouble(self._say.say("web.not_ours"), 403, session)
            return await page(request, session, reader)

        return self.signed_in(checked)

    def open(self, page: OpenPage) -> OpenPage:
        """A page for everybody, who may not ask as often."""

        async def answer(request: Request) -> Response:
            who = request.client.host if request.client else ""
            if not await self._pace.may_sign_in(who):
                return self.shown.trouble(self._say.say("web.too_fast"), 429)
            return await page(request)

        return self.calm(answer)

    def feed(self, page: OpenPage) -> OpenPage:
        """A page for programs, many of which may ask from one address: they take nothing from those who sign in."""

        async def answer(request: Request) -> Response:
            who = request.client.host if request.client else ""
            if not await self._pace.may_ask(f"feed {who}"):
                return self.shown.trouble(self._say.say("web.too_fast"), 429)
            return await page(request)

        return self.calm(answer)

    def calm(self, page: OpenPage) -> OpenPage:
        """Errors become pages: what cannot be found and what may not be seen look the same."""

        async def answer(request: Request) -> Response:
            session = self.sessions.read(request)
            try:
                return await page(request)
            except NotFound as error:
                key = error.key if error.key.startswith("web.") else "web.not_here"
                return self.shown.trouble(self._say.say(key), 404, session)
            except UserError as error:
                status = 403 if isinstance(error, NotAllowed) else 400
                return self.shown.trouble(self._say.say(error.key, **error.details), status, session)
            except (StoreUnavailable, SlackFailure, OSError) as error:
                return self._trouble("web.unavailable", 503, error, session, request)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                return self._trouble("web.bug", 500, error, session, request)

        return answer

    def _trouble(self, key: str, status: int, error: Exception, session: Session | None, request: Request) -> Response:
        reference = secrets.token_hex(4)
        known = {"reference": reference, "page": request.scope.get("path", ""), "team": session.team if session else ""}
        if status == 500:
            log.exception("web.bug", error=type(error).__name__, **known)
        else:
            log.error("web.unavailable", error=type(error).__name__, **known)
        return self.shown.trouble(self._say.say(key, reference=reference), status, session)


async def form_of(request: Request) -> Mapping[str, str]:
    """What a form of ours sent."""
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def redirect(url: str) -> Response:
    """On to another page, by GET."""
    return RedirectResponse(url, 303, headers=HEADERS)


def _path(request: Request, base: str) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}".removeprefix(base)


def path_of_ours(path: str) -> str:
    """A path below our base, for whoever asks to be led there; anything else leads to the first page."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if plain else "/"
