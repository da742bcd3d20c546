"""Answers calls: finds the method, asks whether the token may, and lets the method answer."""

from __future__ import annotations

from collections.abc import Callable

from bot.playground.state import Json, State
from bot.playground.web_api.method_call import ApiError, MethodCall
from bot.playground.web_api.methods import METHODS


class WebApi:
    """Answers method calls on the state. `tell` lets the rest of the workspace know what happened."""

    def __init__(self, state: State, tell: Callable[[Json], None]) -> None:
        self.state = state
        self._tell = tell

    def call(self, method: str, args: Json, token: str, base: str) -> Json:
        """The answer to one call."""
        entry = METHODS.get(method)
        try:
            if entry is None:
                raise ApiError("unknown_method")
            self._authorize(method, self._scopes(entry.scopes.split(), args), token)
            return {"ok": True, **entry.answer(MethodCall(self.state, args, self._tell, base))}
        except ApiError as error:
            return error.answer

    def _scopes(self, scopes: list[str], args: Json) -> list[str]:
        """What Slack asks for depends on the kind of the channel."""
        channel = self.state.channels.get(str(args.get("channel") or ""))
        if len(scopes) < 2 or channel is None:
            return scopes
        kind = "im:" if channel.im_of else "groups:" if channel.private else "channels:"
        return [s for s in scopes if s.startswith(kind)] or scopes

    def _authorize(self, method: str, scopes: list[str], token: str) -> None:
        settings = self.state.settings
        wanted = settings.app_token if method == "apps.connections.open" else settings.bot_token
        if not token:
            raise ApiError("not_authed")
        if token != wanted:
            raise ApiError("invalid_auth")
        if self.state.token_revoked:
            raise ApiError("token_revoked")
        if scopes and not set(scopes) & self.state.scopes:
            raise ApiError("missing_scope", needed=scopes[0], provided=",".join(sorted(self.state.scopes)))
