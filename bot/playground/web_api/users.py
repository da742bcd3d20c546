"""People."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.web_api.conversations import channel_json
from bot.playground.web_api.method_call import ApiError, MethodCall
from bot.playground.web_api.paging import page


def info(call: MethodCall) -> Json:
    """users.info"""
    person = call.state.people.get(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": person}


def everybody(call: MethodCall) -> Json:
    """users.list"""
    return page(call, list(call.state.people.values()), "members")


def conversations(call: MethodCall) -> Json:
    """users.conversations"""
    mine = [c for c in call.state.channels.values() if call.state.bot_user in c.members and not c.im_of]
    return page(call, [channel_json(call, c) for c in mine], "channels")
