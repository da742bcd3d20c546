"""People."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.web_api.conversations import of_kinds
from bot.playground.web_api.method_call import ApiError, MethodCall
from bot.playground.web_api.paging import page


def info(call: MethodCall) -> Json:
    """users.info"""
    return {"user": _shown(call, _person(call))}


def everybody(call: MethodCall) -> Json:
    """users.list"""
    people = sorted(call.state.people.values(), key=lambda p: str(p["id"]))
    answer = page(call, [_shown(call, p) for p in people], "members", lambda p: str(p["id"]))
    return {**answer, "cache_ts": int(call.state.now())}


def profile(call: MethodCall) -> Json:
    """users.profile.get"""
    return {"profile": _shown(call, _person(call, call.text("user") or call.state.bot_user))["profile"]}


def by_email(call: MethodCall) -> Json:
    """users.lookupByEmail"""
    wanted = call.text("email").lower()
    there = (p for p in call.state.people.values() if not p.get("deleted") and not p.get("is_bot"))
    found = next((p for p in there if str(p["profile"].get("email", "")).lower() == wanted), None)
    if found is None:
        raise ApiError("users_not_found")
    return {"user": _shown(call, found)}


def conversations(call: MethodCall) -> Json:
    """users.conversations"""
    person = call.text("user") or call.state.bot_user
    if person not in call.state.people:
        raise ApiError("user_not_found")
    return of_kinds(call, lambda channel: person in channel.members)


def _person(call: MethodCall, person: str = "") -> Json:
    found = call.state.people.get(person or call.text("user"))
    if found is None:
        raise ApiError("user_not_found")
    return found


def _shown(call: MethodCall, person: Json) -> Json:
    """Somebody as the token may see them: their address needs a scope of its own."""
    if "users:read.email" in call.state.scopes:
        return person
    return {**person, "profile": {k: v for k, v in person["profile"].items() if k != "email"}}
