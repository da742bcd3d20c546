"""Answers calls: finds the method, asks whether the token may and how often, and lets the method answer."""

from __future__ import annotations

from collections.abc import Callable

from bot.playground.open_id import OpenId
from bot.playground.state import Json, State
from bot.playground.web_api.access import authorize
from bot.playground.web_api.method_call import ApiError, MethodCall, refused
from bot.playground.web_api.methods import METHODS, Method
from bot.playground.web_api.rate_limit import RateLimit


class WebApi:
    """Answers method calls on the state. `tell` lets the rest of the workspace know what happened."""

    def __init__(self, state: State, tell: Callable[[Json], None]) -> None:
        self.state = state
        self._tell = tell
        self._limit = RateLimit(state.now)
        self.open_id = OpenId(state)

    def wait(self, method: str, args: Json) -> int:
        """Count a call where calls are counted: how many seconds to wait before it may be made, mostly 0."""
        return self._limit.wait(method, args) if self.state.settings.rate_limits else 0

    def call(self, method: str, args: Json, token: str, base: str) -> Json:
        """The answer to one call."""
        entry = METHODS.get(method)
        try:
            if method in self.open_id.methods:
                return {"ok": True, **self.open_id.methods[method](args, token)}
            if entry is None:
                raise ApiError("unknown_method", req_method=method)
            authorize(self.state, method, entry, args, token)
            _complete(entry, args)
            return {"ok": True, **entry.answer(MethodCall(self.state, args, self._tell, base))}
        except ApiError as error:
            return error.answer

    def headers(self, method: str) -> dict[str, str]:
        """What stands above every answer: the scopes of the token, and those that would do."""
        entry = METHODS.get(method)
        accepted = {"x-accepted-oauth-scopes": ",".join(entry.one_of)} if entry and entry.scopes else {}
        return {
            "x-oauth-scopes": ",".join(sorted(self.state.scopes)),
            "x-slack-req-id": self.state.new_id("").lower(),
            **accepted,
        }


def _complete(method: Method, args: Json) -> None:
    missing = [name for name in method.required if args.get(name) in (None, "")]
    if missing:
        raise refused(*(f"missing required field: {name}" for name in missing))
