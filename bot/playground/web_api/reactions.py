"""Reactions of the bot."""

from __future__ import annotations

import re

from bot.playground.state import Channel, Json
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.message_shapes import message_json
from bot.playground.web_api.method_call import ApiError, MethodCall

NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
MOST_EMOJI = 23


def add(call: MethodCall) -> Json:
    """reactions.add"""
    channel, message, name = _asked(call)
    if channel.archived:
        raise ApiError("is_archived")
    reactions = _by_name(message)
    if call.state.bot_user in reactions.get(name, ()):
        raise ApiError("already_reacted")
    if name not in reactions and len(reactions) >= MOST_EMOJI:
        raise ApiError("too_many_emoji")
    reactions.setdefault(name, []).append(call.state.bot_user)
    _keep(call, channel, message, reactions, "reaction_added", name)
    return {}


def remove(call: MethodCall) -> Json:
    """reactions.remove"""
    channel, message, name = _asked(call)
    reactions = _by_name(message)
    if call.state.bot_user not in reactions.get(name, ()):
        raise ApiError("no_reaction")
    reactions[name].remove(call.state.bot_user)
    _keep(call, channel, message, reactions, "reaction_removed", name)
    return {}


def get(call: MethodCall) -> Json:
    """reactions.get"""
    channel, message = _message(call)
    return {"type": "message", "channel": channel.id, "message": message_json(channel, message)}


def _asked(call: MethodCall) -> tuple[Channel, Json, str]:
    name = call.text("name").strip(":")
    if not NAME.fullmatch(name):
        raise ApiError("invalid_name")
    return *_message(call), name


def _message(call: MethodCall) -> tuple[Channel, Json]:
    ts = call.ts("timestamp")
    if not ts or not call.text("channel"):
        raise ApiError("no_item_specified")
    channel = channel_of(call, member=True)
    if ts not in channel.messages:
        raise ApiError("message_not_found")
    return channel, channel.messages[ts]


def _by_name(message: Json) -> dict[str, list[str]]:
    return {r["name"]: list(r["users"]) for r in message.get("reactions", ())}


def _keep(call: MethodCall, channel: Channel, message: Json, reactions: dict[str, list[str]], kind: str, name: str) -> None:
    message["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in reactions.items() if u]
    if not message["reactions"]:
        del message["reactions"]
    item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
    call.tell({"type": kind, "user": call.state.bot_user, "reaction": name, "item": item, "item_user": message.get("user", "")})
