"""Pinned messages."""

from __future__ import annotations

from bot.playground.state import Channel, Json
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.message_shapes import message_json
from bot.playground.web_api.method_call import ApiError, MethodCall

MOST_PINS = 100


def add(call: MethodCall) -> Json:
    """pins.add"""
    channel, ts = _message(call)
    if ts in channel.pins:
        raise ApiError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise ApiError("too_many_pins")
    channel.pins.append(ts)
    _tell(call, "pin_added", channel, ts)
    return {}


def remove(call: MethodCall) -> Json:
    """pins.remove"""
    channel, ts = _message(call)
    if ts not in channel.pins:
        raise ApiError("no_pin")
    channel.pins.remove(ts)
    _tell(call, "pin_removed", channel, ts)
    return {}


def everything(call: MethodCall) -> Json:
    """pins.list"""
    channel = channel_of(call, member=True)
    return {"items": [{"type": "message", "channel": channel.id, "created": int(float(ts)), "created_by": "",
                       "message": message_json(channel, channel.messages[ts])} for ts in channel.pins]}  # fmt: skip


def _message(call: MethodCall) -> tuple[Channel, str]:
    channel = channel_of(call, member=True)
    ts = call.ts("timestamp")
    if not ts:
        raise ApiError("no_item_specified")
    if ts not in channel.messages:
        raise ApiError("message_not_found")
    return channel, ts


def _tell(call: MethodCall, kind: str, channel: Channel, ts: str) -> None:
    now = int(call.state.now())
    item = {"type": "message", "created": now, "created_by": call.state.bot_user, "channel": channel.id,
            "message": channel.messages[ts]}  # fmt: skip
    event = {"type": kind, "user": call.state.bot_user, "channel_id": channel.id, "item": item}
    call.tell(event if kind == "pin_added" else {**event, "has_pins": bool(channel.pins)})
