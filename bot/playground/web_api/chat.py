"""Messages of the bot."""

from __future__ import annotations

from bot.playground.block_check import block_faults, too_much_text
from bot.playground.state import Channel, Json
from bot.playground.web_api.conversations import channel_of, channel_type
from bot.playground.web_api.method_call import ApiError, MethodCall


def post(call: MethodCall) -> Json:
    """chat.postMessage"""
    channel = channel_of(call, member=not call.text("channel").startswith(("U", "D")))
    _writable(channel)
    message = message_of(call)
    message["ts"] = call.state.new_ts()
    thread = call.text("thread_ts")
    if thread:
        if thread not in channel.messages:
            raise ApiError("thread_not_found")
        message["thread_ts"] = thread
    channel.messages[message["ts"]] = message
    call.tell({"type": "message", "channel": channel.id, "channel_type": channel_type(channel), **message})
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def update(call: MethodCall) -> Json:
    """chat.update"""
    channel = channel_of(call, member=True)
    _writable(channel)
    old = _own_message(call, channel, "cant_update_message")
    new = message_of(call)
    kept: Json = {k: old[k] for k in ("ts", "thread_ts", "metadata", "reactions") if k in old}
    message = {**new, **kept, "edited": {"user": call.state.bot_user, "ts": call.state.new_ts()}}
    channel.messages[old["ts"]] = message
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": message["edited"]["ts"]}
    more = {"message": message, "previous_message": old, "channel": channel.id, "channel_type": channel_type(channel)}
    call.tell({**event, **more})
    return {"channel": channel.id, "ts": old["ts"], "text": message["text"], "message": message}


def delete(call: MethodCall) -> Json:
    """chat.delete"""
    channel = channel_of(call, member=True)
    old = _own_message(call, channel, "cant_delete_message")
    del channel.messages[old["ts"]]
    channel.pins = [p for p in channel.pins if p != old["ts"]]
    return {"channel": channel.id, "ts": old["ts"]}


def post_ephemeral(call: MethodCall) -> Json:
    """chat.postEphemeral"""
    channel = channel_of(call, member=True)
    person = call.text("user")
    if person not in channel.members:
        raise ApiError("user_not_in_channel")
    message = {**message_of(call), "channel": channel.id, "to": person, "ts": call.state.new_ts()}
    call.state.ephemerals.append({**message, "thread_ts": call.args.get("thread_ts")})
    return {"message_ts": message["ts"]}


def message_of(call: MethodCall) -> Json:
    """The message that the arguments describe, checked; its ts is still to come."""
    blocks, text = call.data("blocks"), call.text("text")
    if not blocks and not text:
        raise ApiError("no_text")
    if len(text) > 40_000:
        raise ApiError("msg_too_long")
    if blocks:
        faults = block_faults(blocks)
        if faults:
            raise ApiError("invalid_blocks", errors=faults, response_metadata={"messages": [f"[ERROR] {f}" for f in faults]})
        if too_much_text(blocks):
            raise ApiError("msg_blocks_too_long")
    s = call.state
    message: Json = {"type": "message", "user": s.bot_user, "bot_id": s.bot_id, "app_id": s.app_id, "text": text,
                     "team": s.settings.team, "bot_profile": {"id": s.bot_id, "name": "postmortem-bot", "app_id": s.app_id}}  # fmt: skip
    if blocks:
        message["blocks"] = [{"block_id": f"b{n}", **b} for n, b in enumerate(blocks)]
    metadata = call.data("metadata")
    return {**message, "metadata": metadata} if metadata else message


def _own_message(call: MethodCall, channel: Channel, refusal: str) -> Json:
    old = channel.messages.get(call.text("ts"))
    if old is None:
        raise ApiError("message_not_found")
    if old.get("bot_id") != call.state.bot_id:
        raise ApiError(refusal)
    return old


def _writable(channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")
