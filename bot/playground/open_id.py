"""Sign in with Slack (OpenID Connect) in the local workspace: whoever you choose to be. Shapes from Slack's documentation."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.playground.state import Json, State
from bot.playground.web_api.method_call import ApiError

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in</title><h1>Sign in to {app} as</h1><ul>{people}</ul></html>"""


class OpenId:
    """Gives out codes, takes them back once, and says whom a token stands for."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._codes: dict[str, tuple[str, str]] = {}
        self._tokens: dict[str, str] = {}
        self.methods: Mapping[str, Callable[[Json, str], Json]] = {
            "openid.connect.token": self._token,
            "openid.connect.userInfo": self._user_info,
        }

    async def authorize(self, request: Request) -> Response:
        """The page on which somebody agrees; with `as` they have done so."""
        asked = dict(request.query_params)
        if asked.get("client_id") != self._state.settings.client_id or asked.get("response_type") != "code":
            return Response("invalid_client_id", 400)
        if not asked.get("redirect_uri", "").startswith(self._state.settings.redirect_urls):
            return Response("bad_redirect_uri", 400)
        person = asked.pop("as", "")
        if person in self._state.people:
            code = secrets.token_urlsafe(16)
            self._codes[code] = (person, asked.get("redirect_uri", ""))
            back = urlencode({"code": code, "state": asked.get("state", "")})
            return RedirectResponse(f"{asked.get('redirect_uri', '')}?{back}", 302)
        there = (p for p in self._state.people.values() if not p.get("is_bot") and not p.get("deleted"))
        people = "".join(
            f'<li><a href="?{escape(urlencode({**asked, "as": str(p["id"])}))}">{escape(str(p["real_name"]))}</a></li>'
            for p in there
        )
        return HTMLResponse(PAGE.format(app="Postmortem Bot", people=people))

    def _token(self, args: Json, basic: str) -> Json:
        settings = self._state.settings
        client = base64.b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()
        if basic != f"Basic {client}":
            raise ApiError("bad_client_secret")
        person, back = self._codes.pop(str(args.get("code")), ("", ""))
        if not person:
            raise ApiError("invalid_code")
        if back != args.get("redirect_uri"):
            raise ApiError("bad_redirect_uri")
        token = f"xoxp-local-{secrets.token_hex(8)}"
        self._tokens[token] = person
        return {"access_token": token, "token_type": "Bearer", "state": ""}  # nosec B105 - the kind of the token

    def _user_info(self, _args: Json, token: str) -> Json:
        person = self._tokens.get(token)
        if person is None:
            raise ApiError("invalid_auth")
        shown, team = self._state.people[person], self._state.settings.team
        names = {"name": shown["real_name"], "sub": person}
        return {**names, "https://slack.com/user_id": person, "https://slack.com/team_id": team}
