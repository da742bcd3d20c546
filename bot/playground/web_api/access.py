"""Whether the token may make a call."""

from __future__ import annotations

from bot.playground.state import Json, State
from bot.playground.web_api.method_call import ApiError
from bot.playground.web_api.methods import Method

OF_APP_TOKEN = {"apps.connections.open"}


def authorize(state: State, name: str, method: Method, args: Json, token: str) -> None:
    """Refuse with Slack's error where the token may not."""
    if not token:
        raise ApiError("not_authed")
    _token(state, name, token)
    scopes = _scopes(state, method.one_of, args)
    if scopes and not set(scopes) & state.scopes:
        raise ApiError("missing_scope", needed=scopes[0], provided=provided(state))


def provided(state: State) -> str:
    """The scopes of the token, as Slack lists them."""
    return ",".join(sorted(state.scopes))


def _token(state: State, name: str, token: str) -> None:
    mine, other = state.settings.bot_token, state.settings.app_token
    if name in OF_APP_TOKEN:
        mine, other = other, mine
    if token == other:
        raise ApiError("not_allowed_token_type")
    if token != mine:
        raise ApiError("invalid_auth")
    if state.token_revoked or state.token_error:
        raise ApiError(state.token_error or "token_revoked")


def _scopes(state: State, scopes: list[str], args: Json) -> list[str]:
    """What Slack asks for depends on the kind of the channel."""
    channel = state.channels.get(str(args.get("channel") or ""))
    if len(scopes) < 2 or channel is None:
        return scopes
    kind = "im:" if channel.im_of else "groups:" if channel.private else "channels:"
    return [scope for scope in scopes if scope.startswith(kind)] or scopes
