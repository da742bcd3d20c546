"""Who is signed in: a signed cookie, and the word in it that forms have to bring back."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "postmortem_session"
LASTS = 12 * 3600  # seconds: a working day
WAY_LASTS = 600


@dataclass(frozen=True, slots=True)
class Session:
    """A person of a workspace. `word` is known to pages of this session alone."""

    team: str
    person: str
    word: str


class Sessions:
    """Makes and reads the cookie. `secret` is known to nobody else; another one ends all sessions."""

    def __init__(self, secret: str, public_url: str) -> None:
        key = hmac.new(secret.encode(), b"web sessions", sha256).hexdigest()
        self._sessions = URLSafeTimedSerializer(key, salt="session")
        self._ways = URLSafeTimedSerializer(key, salt="sign-in")
        parts = urlsplit(public_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._secure = parts.scheme == "https"
        self._path = parts.path.rstrip("/") or "/"

    def begin(self, response: Response, team: str, person: str) -> None:
        """Sign somebody in."""
        made = self._sessions.dumps([team, person, secrets.token_urlsafe(16)])
        self._set(response, COOKIE, made, LASTS)

    def end(self, response: Response) -> None:
        """Sign them out."""
        response.delete_cookie(COOKIE, path=self._path)

    def read(self, request: Request) -> Session | None:
        """Whose request it is; None for somebody who is not signed in."""
        try:
            team, person, word = self._sessions.loads(request.cookies.get(COOKIE, ""), max_age=LASTS)
        except (BadSignature, ValueError, TypeError):
            return None
        return Session(str(team), str(person), str(word))

    def is_ours(self, request: Request, session: Session, word: str) -> bool:
        """Whether a form was sent from a page of ours that this session was shown."""
        origin = request.headers.get("origin")
        return origin in {None, self.origin} and hmac.compare_digest(word.encode(), session.word.encode())

    # --- on the way to Slack and back -----------------------------------------------------------

    def set_out(self, response: Response, state: str, goes_to: str) -> None:
        """Remember with whom the way began, so that nobody can be signed in as somebody else."""
        self._set(response, "postmortem_way", self._ways.dumps([state, goes_to]), WAY_LASTS)

    def come_back(self, request: Request, state: str) -> str | None:
        """Where the way was to lead; None where it did not begin here."""
        try:
            begun, goes_to = self._ways.loads(request.cookies.get("postmortem_way", ""), max_age=WAY_LASTS)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(goes_to) if hmac.compare_digest(str(begun).encode(), state.encode()) else None

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, max_age=seconds, path=self._path, secure=self._secure, httponly=True, samesite="lax")
