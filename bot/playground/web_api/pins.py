"""Pinned messages."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.method_call import ApiError, MethodCall


def add(call: MethodCall) -> Json:
    """pins.add"""
    channel = channel_of(call, member=True)
    ts = call.text("timestamp")
    if ts not in channel.messages:
        raise ApiError("message_not_found")
    if ts in channel.pins:
        raise ApiError("already_pinned")
    channel.pins.append(ts)
    item = {"type": "message", "channel": channel.id, "message": channel.messages[ts]}
    event = {"type": "pin_added", "user": call.state.bot_user, "channel_id": channel.id, "item": item}
    call.tell({**event, "event_ts": call.state.new_ts()})
    return {}


def everything(call: MethodCall) -> Json:
    """pins.list"""
    channel = channel_of(call, member=True)
    return {"items": [{"type": "message", "channel": channel.id, "message": channel.messages[ts]} for ts in channel.pins]}
