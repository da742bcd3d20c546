"""Signing in: by a link that Slack shows, or with Slack itself (OpenID Connect)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urljoin

from slack_sdk.oauth import OpenIDConnectAuthorizeUrlGenerator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.access import Reader
from bot.errors import NotAllowed, NotFound, SlackFailure
from bot.settings import Settings
from bot.slack.gateway import Gateway
from bot.store.work import Store
from bot.usecases import signing_in
from bot.web.door import Door, path_of_ours, redirect
from bot.web.readers import Readers
from bot.web.sessions import Session

BACK = "/sign-in/slack/back"


class SigningIn:
    """The pages on which people sign in and out."""

    def __init__(self, store: Store, gateway: Gateway, settings: Settings, clock: Clock, door: Door, readers: Readers) -> None:
        self._store, self._gateway, self._settings, self._clock = store, gateway, settings, clock
        self._door, self._readers = door, readers
        self._address = settings.public_url.rstrip("/")

    def routes(self) -> Sequence[Route]:
        """What is served."""
        door, base = self._door, self._door.base
        return (
            Route(f"{base}/sign-in", door.open(self._sign_in)),
            Route(f"{base}/sign-in/slack", door.open(self._to_slack)),
            Route(f"{base}{BACK}", door.open(self._from_slack)),
            Route(f"{base}/enter/{{team}}/{{secret}}", door.open(self._look), methods=["GET"]),
            Route(f"{base}/enter/{{team}}/{{secret}}", door.open(self._enter), methods=["POST"]),
            Route(f"{base}/sign-out", door.form(self._sign_out), methods=["POST"]),
        )

    @property
    def _with_slack(self) -> bool:
        return bool(self._settings.slack_client_id and self._settings.slack_client_secret.get_secret_value())

    async def _sign_in(self, request: Request) -> Response:
        to = path_of_ours(request.query_params.get("to", "/"))
        return self._door.shown.page("sign_in.html", None, with_slack=self._with_slack, goes_to=to)

    async def _look(self, request: Request) -> Response:
        """Only shows who it is for: programs that look at links before people do must not use them up."""
        team, secret = request.path_params["team"], request.path_params["secret"]
        async with self._store.look(team) as work:
            found = await signing_in.look_at_link(work, secret, self._clock.now())
            known = (await work.workspace.people([found.person])).get(found.person)
        return self._door.shown.page("enter.html", None, name=known.name if known else found.person)

    async def _enter(self, request: Request) -> Response:
        team, secret = request.path_params["team"], request.path_params["secret"]
        async with self._store.work(team) as work:
            found = await signing_in.use_link(work, secret, self._clock.now())
        answer = redirect(f"{self._door.base}{found.goes_to}")
        self._door.sessions.begin(answer, team, found.person)
        return answer

    async def _sign_out(self, _request: Request, _session: Session, _reader: Reader) -> Response:
        answer = redirect(f"{self._door.base}/sign-in")
        self._door.sessions.end(answer)
        return answer

    # --- with Slack; shapes from its documentation of "Sign in with Slack" ------------------------

    async def _to_slack(self, request: Request) -> Response:
        if not self._with_slack:
            raise NotFound("web.not_here")
        state = secrets.token_urlsafe(24)
        where = OpenIDConnectAuthorizeUrlGenerator(
            client_id=self._settings.slack_client_id,
            redirect_uri=f"{self._address}{BACK}",
            scopes=["openid", "profile"],
            authorization_url=urljoin(self._settings.slack_api_url, "/openid/connect/authorize"),
        )
        answer = redirect(where.generate(state))
        self._door.sessions.set_out(answer, state, path_of_ours(request.query_params.get("to", "/")))
        return answer

    async def _from_slack(self, request: Request) -> Response:
        asked = request.query_params
        to = self._door.sessions.come_back(request, asked.get("state", ""))
        if to is None or not asked.get("code") or not self._with_slack:
            raise NotAllowed("web.not_signed_in")
        secret = self._settings.slack_client_secret.get_secret_value()
        try:
            team, person = await self._gateway.who_signed_in(
                self._settings.slack_client_id, secret, asked["code"], f"{self._address}{BACK}"
            )
        except SlackFailure as failure:
            if not failure.permanent:
                raise
            raise NotAllowed("web.not_signed_in") from failure
        if team not in await self._store.teams():
            raise NotAllowed("web.other_workspace")
        await self._readers.meet(team, person)
        answer = redirect(f"{self._door.base}{to}")
        self._door.sessions.begin(answer, team, person)
        return answer
