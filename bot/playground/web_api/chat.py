"""Messages of the bot."""

from __future__ import annotations

from bot.playground.state import Channel, Json
from bot.playground.web_api.channel_shapes import channel_type
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.message_shapes import MOST_UPDATE, from_bot, message_of
from bot.playground.web_api.method_call import ApiError, MethodCall


def post(call: MethodCall) -> Json:
    """chat.postMessage"""
    channel = _writable(call)
    message: Json = {**from_bot(call, message_of(call)), "ts": call.state.new_ts()}
    thread = call.ts("thread_ts", "invalid_thread_ts")
    if thread:
        message |= _in_thread(call, channel, thread)
    put(call, channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def put(call: MethodCall, channel: Channel, message: Json) -> None:
    """Put a message into a channel, and tell of it."""
    channel.messages[message["ts"]] = message
    call.tell({**message, "channel": channel.id, "channel_type": channel_type(channel), "event_ts": message["ts"]})


def update(call: MethodCall) -> Json:
    """chat.update: what is not given stays."""
    channel = _writable(call)
    old = _own_message(call, channel, "cant_update_message")
    kept = {k: v for k, v in old.items() if k not in {"text", "edited"} and not ("markdown_text" in call.args and k == "blocks")}
    said = message_of(call, most=MOST_UPDATE)
    message = {**kept, **said, "edited": {"user": call.state.bot_user, "ts": call.state.new_ts()}}
    message = {k: v for k, v in message.items() if k not in {"blocks", "attachments", "metadata"} or v}
    call.state.outdated(old["ts"], old.get("blocks"))
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
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": call.state.new_ts(), "deleted_ts": old["ts"]}
    call.tell({**event, "previous_message": old, "channel": channel.id, "channel_type": channel_type(channel)})
    return {"channel": channel.id, "ts": old["ts"]}


def post_ephemeral(call: MethodCall) -> Json:
    """chat.postEphemeral"""
    channel = _writable(call)
    person = call.text("user")
    if person not in channel.members:
        raise ApiError("user_not_in_channel")
    message = {**from_bot(call, message_of(call)), "channel": channel.id, "to": person, "ts": call.state.new_ts()}
    thread = call.ts("thread_ts", "invalid_thread_ts")
    call.state.ephemerals.append({**message, "thread_ts": thread or None, "is_ephemeral": True})
    return {"message_ts": message["ts"]}


def permalink(call: MethodCall) -> Json:
    """chat.getPermalink"""
    channel = channel_of(call)
    message = channel.messages.get(call.ts("message_ts", "message_not_found"))
    if message is None:
        raise ApiError("message_not_found")
    place = f"https://{call.state.settings.domain}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    thread = message.get("thread_ts")
    return {"channel": channel.id, "permalink": f"{place}?thread_ts={thread}&cid={channel.id}" if thread else place}


def _writable(call: MethodCall) -> Channel:
    """The channel to write into; writing to a person opens the DM."""
    person = call.text("channel")
    if person in call.state.people:
        if call.state.people[person].get("is_bot"):
            raise ApiError("cannot_dm_bot")
        if call.state.people[person].get("deleted"):
            raise ApiError("user_disabled")
        return call.state.dm(person)
    channel = channel_of(call, member=True)
    if channel.archived:
        raise ApiError("is_archived")
    return channel


def _in_thread(call: MethodCall, channel: Channel, thread: str) -> Json:
    root = channel.messages.get(thread)
    if root is None:
        raise ApiError("thread_not_found")
    if root.get("thread_ts") not in {None, thread}:
        raise ApiError("cannot_reply_to_message")  # a reply has no replies
    said: Json = {"thread_ts": thread, "parent_user_id": root.get("user", "")}
    if call.flag("reply_broadcast"):
        said |= {"subtype": "thread_broadcast", "root": {k: root[k] for k in ("ts", "text", "user") if k in root}}
    return said


def _own_message(call: MethodCall, channel: Channel, refusal: str) -> Json:
    old = channel.messages.get(call.ts("ts", "message_not_found"))
    if old is None:
        raise ApiError("message_not_found")
    if old.get("bot_id") != call.state.bot_id:
        raise ApiError(refusal)
    return old
