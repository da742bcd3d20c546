"""Channels and DMs, and what was said in them."""

from __future__ import annotations

from bot.playground.state import Channel, Json
from bot.playground.web_api.method_call import ApiError, MethodCall
from bot.playground.web_api.paging import page


def channel_of(call: MethodCall, *, member: bool = False) -> Channel:
    """The channel of the arguments; the bot sees no private channel that it is not in."""
    name = call.text("channel")
    channel = call.state.channels.get(name)
    if channel is None and name in call.state.people:
        channel = call.state.dm(name)
    if channel is None or (channel.private and call.state.bot_user not in channel.members):
        raise ApiError("channel_not_found")
    if member and call.state.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def info(call: MethodCall) -> Json:
    """conversations.info"""
    return {"channel": channel_json(call, channel_of(call))}


def open_dm(call: MethodCall) -> Json:
    """conversations.open"""
    person = call.text("users")
    if person not in call.state.people:
        raise ApiError("user_not_found")
    if call.state.people[person].get("deleted"):
        raise ApiError("user_disabled")
    return {"channel": {"id": call.state.dm(person).id}}


def members(call: MethodCall) -> Json:
    """conversations.members"""
    return page(call, sorted(channel_of(call).members), "members")


def history(call: MethodCall) -> Json:
    """conversations.history"""
    channel = channel_of(call, member=True)
    top = [
        m for m in channel.messages.values() if m.get("thread_ts") in {None, m["ts"]} or m.get("subtype") == "thread_broadcast"
    ]
    found = [message_json(call, channel, m) for m in top if _within(call, m["ts"])]
    found.sort(key=lambda m: m["ts"], reverse=True)
    answer = page(call, found, "messages")
    return {**answer, "has_more": bool(answer["response_metadata"]["next_cursor"]), "pin_count": len(channel.pins)}


def replies(call: MethodCall) -> Json:
    """conversations.replies"""
    channel = channel_of(call, member=True)
    root = channel.messages.get(call.text("ts"))
    if root is None:
        raise ApiError("thread_not_found")
    thread = [root, *channel.replies(root.get("thread_ts") or root["ts"])]
    found = [message_json(call, channel, m) for m in thread if m is root or _within(call, m["ts"])]
    return page(call, found, "messages", 1000)


def channel_json(call: MethodCall, c: Channel) -> Json:
    """A channel in Slack's shape."""
    return {"id": c.id, "name": c.name, "is_channel": not c.im_of, "is_private": c.private, "is_im": bool(c.im_of),
            "is_archived": c.archived, "is_member": call.state.bot_user in c.members,
            "topic": {"value": c.topic}, "purpose": {"value": c.purpose}}  # fmt: skip


def message_json(call: MethodCall, channel: Channel, message: Json) -> Json:
    """A message as the history shows it: with its thread and its pin."""
    shown = {k: v for k, v in message.items() if k != "metadata" or call.flag("include_all_metadata")}
    answers = channel.replies(message["ts"])
    if answers:
        people = list(dict.fromkeys(r["user"] for r in answers if "user" in r))
        shown |= {
            "thread_ts": message["ts"],
            "reply_count": len(answers),
            "reply_users": people,
            "latest_reply": answers[-1]["ts"],
        }
    if message["ts"] in channel.pins:
        shown["pinned_to"] = [channel.id]
    return shown


def channel_type(channel: Channel) -> str:
    """How events call the kind of a channel."""
    return "im" if channel.im_of else "group" if channel.private else "channel"


def _within(call: MethodCall, ts: str) -> bool:
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9"
    if call.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest
