"""Channels and DMs, and what was said in them."""

from __future__ import annotations

from collections.abc import Callable

from bot.playground.state import Channel, Json
from bot.playground.web_api.channel_shapes import channel_json, kind_of
from bot.playground.web_api.message_shapes import message_json
from bot.playground.web_api.method_call import ApiError, MethodCall, refused
from bot.playground.web_api.paging import messages_page, page

# What `types` may ask for, and the scope that it needs.
KINDS = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def channel_of(call: MethodCall, *, member: bool = False, name: str = "channel") -> Channel:
    """The channel of the arguments; the bot sees no private channel that it is not in."""
    given = call.text(name)
    channel = call.state.channels.get(given)
    if channel is None or (channel.private and call.state.bot_user not in channel.members):
        raise ApiError("channel_not_found")
    if member and call.state.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def everything(call: MethodCall) -> Json:
    """conversations.list"""
    return of_kinds(call, lambda channel: not channel.private or call.state.bot_user in channel.members)


def of_kinds(call: MethodCall, seen: Callable[[Channel], bool]) -> Json:
    """A page of the channels of the kinds that the call asks for."""
    wanted = {kind.strip() for kind in (call.text("types") or "public_channel").split(",")}
    if not wanted <= set(KINDS):
        raise ApiError("invalid_types")
    for kind in sorted(wanted):
        call.needs(KINDS[kind])
    bot = call.state.bot_user
    found = [c for c in call.state.channels.values() if kind_of(c) in wanted and seen(c) and (not c.im_of or bot in c.members)]
    if call.flag("exclude_archived"):
        found = [c for c in found if not c.archived]
    found.sort(key=lambda c: c.id)
    shown = [channel_json(call.state, c, count=True) for c in found]
    return page(call, shown, "channels", lambda c: str(c["id"]), most=999)


def info(call: MethodCall) -> Json:
    """conversations.info"""
    return {"channel": channel_json(call.state, channel_of(call), count=call.flag("include_num_members"))}


def join(call: MethodCall) -> Json:
    """conversations.join"""
    channel = channel_of(call)
    if channel.private or channel.im_of:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    bot = call.state.bot_user
    if bot in channel.members:
        again = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": channel_json(call.state, channel), **again}
    channel.members.add(bot)
    event = {"type": "member_joined_channel", "user": bot, "channel": channel.id, "channel_type": "C"}
    call.tell({**event, "team": call.state.settings.team})
    return {"channel": channel_json(call.state, channel)}


def open_dm(call: MethodCall) -> Json:
    """conversations.open"""
    if call.text("channel"):
        channel = channel_of(call)
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    people = [p for p in call.text("users").split(",") if p]
    if not people:
        raise ApiError("users_list_not_supplied")
    if len(people) > 8:
        raise ApiError("too_many_users")
    for person in people:
        if person not in call.state.people:
            raise ApiError("user_not_found")
        if call.state.people[person].get("deleted"):
            raise ApiError("user_disabled")
    if len(people) > 1:
        call.needs("mpim:write")
        raise refused("this workspace has no group DMs [json-pointer:/users]")
    return _opened(call, people[0])


def _opened(call: MethodCall, person: str) -> Json:
    if call.state.people[person].get("is_bot"):
        raise ApiError("cannot_dm_bot")
    known = any(c.im_of == person for c in call.state.channels.values())
    channel = call.state.dm(person)
    shown = channel_json(call.state, channel) if call.flag("return_im") else {"id": channel.id}
    return {**({"no_op": True, "already_open": True} if known else {}), "channel": shown}


def members(call: MethodCall) -> Json:
    """conversations.members"""
    return page(call, sorted(channel_of(call).members), "members", str)


def history(call: MethodCall) -> Json:
    """conversations.history"""
    channel = channel_of(call, member=True)
    oldest, latest = _span(call)
    top = [
        m for m in channel.messages.values() if m.get("thread_ts") in {None, m["ts"]} or m.get("subtype") == "thread_broadcast"
    ]
    found = [m for m in top if _within(call, m["ts"], oldest, latest)]
    found.sort(key=lambda m: str(m["ts"]), reverse=True)
    answer = messages_page(call, found)
    shown = [message_json(channel, m, call.flag("include_all_metadata")) for m in answer["messages"]]
    return {**answer, "messages": shown, "pin_count": len(channel.pins)}


def replies(call: MethodCall) -> Json:
    """conversations.replies: of a message in a thread that is not its first, Slack gives that message alone."""
    channel = channel_of(call, member=True)
    oldest, latest = _span(call)
    root = channel.messages.get(call.ts("ts", "thread_not_found"))
    if root is None:
        raise ApiError("thread_not_found")
    thread = [root, *(m for m in channel.replies(root["ts"]) if _within(call, m["ts"], oldest, latest))]
    answer = messages_page(call, thread, 1000, 1000, newest_first=False)
    shown = [message_json(channel, m, call.flag("include_all_metadata")) for m in answer["messages"]]
    return {**answer, "messages": shown}


def _span(call: MethodCall) -> tuple[str, str]:
    return call.ts("oldest", "invalid_ts_oldest") or "0", call.ts("latest", "invalid_ts_latest") or "9"


def _within(call: MethodCall, ts: str, oldest: str, latest: str) -> bool:
    if call.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest
