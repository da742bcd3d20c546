"""The Web API methods that a bot of this kind uses, with Slack's checks, errors and shapes.

Facts of each method (scope, tier, errors) come from Slack's method reference. METHODS is the list of what exists.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from bot.playground.block_check import ALL_TEXT, text_length, wrong_blocks, wrong_view
from bot.playground.state import Channel, Json, State


class ApiError(Exception):
    """What Slack answers instead: an error code, and more of the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


class WebApi:
    """Answers method calls on the state. `say` tells the rest of the workspace about new messages."""

    def __init__(self, state: State, tell: Callable[[Json], None]) -> None:
        self.state = state
        self._tell = tell

    def call(self, method: str, args: Json, token: str, base: str) -> Json:
        """The answer to one call."""
        entry = METHODS.get(method)
        try:
            if entry is None:
                raise ApiError("unknown_method")
            scope, function = entry
            self._authorize(method, self._scope(scope, args), token)
            return {"ok": True, **function(self, {**args, "_base": base})}
        except ApiError as error:
            return error.answer

    def _scope(self, scope: str, args: Json) -> str:
        """What Slack asks for depends on the kind of the channel."""
        channel = self.state.channels.get(str(args.get("channel") or ""))
        if "|" not in scope or channel is None:
            return scope
        kind = "im:" if channel.im_of else "groups:" if channel.private else "channels:"
        return next((s for s in scope.split("|") if s.startswith(kind)), scope)

    def _authorize(self, method: str, scope: str, token: str) -> None:
        settings = self.state.settings
        wanted = settings.app_token if method == "apps.connections.open" else settings.bot_token
        if not token:
            raise ApiError("not_authed")
        if token != wanted:
            raise ApiError("invalid_auth")
        if self.state.token_revoked:
            raise ApiError("token_revoked")
        if scope and not set(scope.split("|")) & self.state.scopes:
            raise ApiError("missing_scope", needed=scope.split("|", maxsplit=1)[0], provided=",".join(sorted(self.state.scopes)))

    # --- the workspace -------------------------------------------------------------------------

    def auth_test(self, _args: Json) -> Json:
        s = self.state
        return {"url": f"https://{s.settings.domain}.slack.com/", "team": "Playground", "user": "postmortem-bot",
                "team_id": s.settings.team, "user_id": s.bot_user, "bot_id": s.bot_id, "is_enterprise_install": False}  # fmt: skip

    def connections_open(self, args: Json) -> Json:
        return {"url": args["_base"].replace("http", "ws", 1) + "/socket?ticket=local"}

    def users_info(self, args: Json) -> Json:
        person = self.state.people.get(str(args.get("user")))
        if person is None:
            raise ApiError("user_not_found")
        return {"user": person}

    def users_list(self, _args: Json) -> Json:
        return {"members": list(self.state.people.values()), "response_metadata": {"next_cursor": ""}}

    # --- channels ------------------------------------------------------------------------------

    def channel(self, args: Json, *, member: bool = False) -> Channel:
        """The channel of the arguments; the bot sees no private channel that it is not in."""
        name = str(args.get("channel") or "")
        channel = self.state.channels.get(name)
        if channel is None and name in self.state.people:
            channel = self.state.dm(name)
        if channel is None or (channel.private and self.state.bot_user not in channel.members):
            raise ApiError("channel_not_found")
        if member and self.state.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def conversations_info(self, args: Json) -> Json:
        return {"channel": self._channel_json(self.channel(args))}

    def conversations_mine(self, args: Json) -> Json:
        mine = [c for c in self.state.channels.values() if self.state.bot_user in c.members and not c.im_of]
        return _page([self._channel_json(c) for c in mine], "channels", args, 100)

    def conversations_open(self, args: Json) -> Json:
        person = str(args.get("users") or "")
        if person not in self.state.people:
            raise ApiError("user_not_found")
        if self.state.people[person].get("deleted"):
            raise ApiError("user_disabled")
        return {"channel": {"id": self.state.dm(person).id}}

    def conversations_members(self, args: Json) -> Json:
        return _page(sorted(self.channel(args).members), "members", args, 100)

    def conversations_history(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        top = [
            m
            for m in channel.messages.values()
            if m.get("thread_ts") in {None, m["ts"]} or m.get("subtype") == "thread_broadcast"
        ]
        found = [self._shown(channel, m, args) for m in top if _within(m["ts"], args)]
        found.sort(key=lambda m: m["ts"], reverse=True)
        answer = _page(found, "messages", args, 100)
        return {
            **answer,
            "has_more": bool(answer["response_metadata"]["next_cursor"]),
            "pin_count": len(channel.pins),
        }

    def conversations_replies(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        root = channel.messages.get(str(args.get("ts")))
        if root is None:
            raise ApiError("thread_not_found")
        thread = [root, *channel.replies(root.get("thread_ts") or root["ts"])]
        found = [self._shown(channel, m, args) for m in thread if m is root or _within(m["ts"], args)]
        return _page(found, "messages", args, 1000)

    def _channel_json(self, c: Channel) -> Json:
        return {"id": c.id, "name": c.name, "is_channel": not c.im_of, "is_private": c.private, "is_im": bool(c.im_of),
                "is_archived": c.archived, "is_member": self.state.bot_user in c.members,
                "topic": {"value": c.topic}, "purpose": {"value": c.purpose}}  # fmt: skip

    def _shown(self, channel: Channel, message: Json, args: Json) -> Json:
        shown = {k: v for k, v in message.items() if k != "metadata" or _true(args.get("include_all_metadata"))}
        replies = channel.replies(message["ts"])
        if replies:
            people = list(dict.fromkeys(r["user"] for r in replies if "user" in r))
            shown |= {
                "thread_ts": message["ts"],
                "reply_count": len(replies),
                "reply_users": people,
                "latest_reply": replies[-1]["ts"],
            }
        if message["ts"] in channel.pins:
            shown["pinned_to"] = [channel.id]
        return shown

    # --- messages ------------------------------------------------------------------------------

    def chat_post(self, args: Json) -> Json:
        channel = self.channel(args, member=not str(args.get("channel", "")).startswith(("U", "D")))
        self._writable(channel)
        message = self._message(args)
        message["ts"] = self.state.new_ts()
        thread = args.get("thread_ts")
        if thread:
            if str(thread) not in channel.messages:
                raise ApiError("thread_not_found")
            message["thread_ts"] = str(thread)
        channel.messages[message["ts"]] = message
        self._tell({"type": "message", "channel": channel.id, "channel_type": _type(channel), **message})
        return {"channel": channel.id, "ts": message["ts"], "message": message}

    def chat_update(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        self._writable(channel)
        old = channel.messages.get(str(args.get("ts")))
        if old is None:
            raise ApiError("message_not_found")
        if old.get("bot_id") != self.state.bot_id:
            raise ApiError("cant_update_message")
        new = self._message(args)
        kept: Json = {k: old[k] for k in ("ts", "thread_ts", "metadata", "reactions") if k in old}
        message = {**new, **kept, "edited": {"user": self.state.bot_user, "ts": self.state.new_ts()}}
        channel.messages[old["ts"]] = message
        event = {
            "type": "message",
            "subtype": "message_changed",
            "channel": channel.id,
            "ts": message["edited"]["ts"],
        }
        self._tell(
            {
                **event,
                "hidden": True,
                "message": message,
                "previous_message": old,
                "channel_type": _type(channel),
            }
        )
        return {"channel": channel.id, "ts": old["ts"], "text": message["text"], "message": message}

    def chat_delete(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        old = channel.messages.get(str(args.get("ts")))
        if old is None:
            raise ApiError("message_not_found")
        if old.get("bot_id") != self.state.bot_id:
            raise ApiError("cant_delete_message")
        del channel.messages[old["ts"]]
        channel.pins = [p for p in channel.pins if p != old["ts"]]
        return {"channel": channel.id, "ts": args["ts"]}

    def chat_ephemeral(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        person = str(args.get("user"))
        if person not in channel.members:
            raise ApiError("user_not_in_channel")
        message = self._message(args)
        self.state.ephemerals.append(
            {
                **message,
                "channel": channel.id,
                "to": person,
                "ts": self.state.new_ts(),
                "thread_ts": args.get("thread_ts"),
            }
        )
        return {"message_ts": self.state.ephemerals[-1]["ts"]}

    def _message(self, args: Json) -> Json:
        blocks = _json(args.get("blocks"))
        text = str(args.get("text") or "")
        if not blocks and not text:
            raise ApiError("no_text")
        if len(text) > 40_000:
            raise ApiError("msg_too_long")
        if blocks:
            fault = wrong_blocks(blocks)
            if fault:
                raise ApiError("invalid_blocks", errors=[fault], response_metadata={"messages": [f"[ERROR] {fault}"]})
            if text_length(blocks) > ALL_TEXT:
                raise ApiError("msg_blocks_too_long")
        s = self.state
        message: Json = {
            "type": "message",
            "user": s.bot_user,
            "bot_id": s.bot_id,
            "app_id": s.app_id,
            "text": text,
            "team": s.settings.team,
        }
        message["bot_profile"] = {"id": s.bot_id, "name": "postmortem-bot", "app_id": s.app_id}
        if blocks:
            message["blocks"] = [{"block_id": f"b{n}", **b} for n, b in enumerate(blocks)]
        metadata = _json(args.get("metadata"))
        return {**message, "metadata": metadata} if metadata else message

    def _writable(self, channel: Channel) -> None:
        if channel.archived:
            raise ApiError("is_archived")

    def pins_add(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        ts = str(args.get("timestamp"))
        if ts not in channel.messages:
            raise ApiError("message_not_found")
        if ts in channel.pins:
            raise ApiError("already_pinned")
        channel.pins.append(ts)
        item = {"type": "message", "channel": channel.id, "message": channel.messages[ts]}
        self._tell(
            {
                "type": "pin_added",
                "user": self.state.bot_user,
                "channel_id": channel.id,
                "item": item,
                "event_ts": self.state.new_ts(),
            }
        )
        return {}

    def pins_list(self, args: Json) -> Json:
        channel = self.channel(args, member=True)
        return {"items": [{"type": "message", "channel": channel.id, "message": channel.messages[ts]} for ts in channel.pins]}

    # --- views ---------------------------------------------------------------------------------

    def views_open(self, args: Json) -> Json:
        person = self._spend_trigger(str(args.get("trigger_id")))
        view = self._view(args)
        self.state.stacks[person] = []
        return {"view": self._push(person, view)}

    def views_push(self, args: Json) -> Json:
        person = self._spend_trigger(str(args.get("trigger_id")))
        if len(self.state.stacks.get(person, ())) >= 3:
            raise ApiError("push_limit_reached")
        return {"view": self._push(person, self._view(args))}

    def views_update(self, args: Json) -> Json:
        old = self.state.views.get(str(args.get("view_id")))
        if old is None:
            raise ApiError("not_found")
        if args.get("hash") and args["hash"] != old["hash"]:
            raise ApiError("hash_conflict")
        old.update({**self._view(args), "id": old["id"], "hash": self.state.new_ts()})
        return {"view": old}

    def views_publish(self, args: Json) -> Json:
        person = str(args.get("user_id"))
        if person not in self.state.people:
            raise ApiError("user_not_found")
        view = {**self._view(args), "id": f"VHOME{person}", "hash": self.state.new_ts()}
        self.state.homes[person] = self.state.views[view["id"]] = view
        return {"view": view}

    def _view(self, args: Json) -> Json:
        view = _json(args.get("view"))
        fault = wrong_view(view)
        if fault:
            raise ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}"]})
        blocks = [{"block_id": f"b{n}", **b} for n, b in enumerate(view["blocks"])]
        return {"private_metadata": "", "callback_id": "", **view, "blocks": blocks}

    def _push(self, person: str, view: Json) -> Json:
        number = self.state.new_ts()
        view |= {
            "id": f"V{number.replace('.', '')}",
            "hash": number,
            "state": {"values": {}},
            "team_id": self.state.settings.team,
        }
        stack = self.state.stacks.setdefault(person, [])
        view["root_view_id"] = stack[0] if stack else view["id"]
        self.state.views[view["id"]] = view
        stack.append(view["id"])
        return view

    def _spend_trigger(self, name: str) -> str:
        trigger = self.state.triggers.get(name)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() > trigger.ends:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger.person


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _true(value: Any) -> bool:
    return str(value).lower() in {"1", "true"}


def _type(channel: Channel) -> str:
    return "im" if channel.im_of else "group" if channel.private else "channel"


def _within(ts: str, args: Json) -> bool:
    oldest, latest = str(args.get("oldest") or "0"), str(args.get("latest") or "9")
    if _true(args.get("inclusive")):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _page(items: list[Any], name: str, args: Json, default: int) -> Json:
    limit = min(999, int(args.get("limit") or default))
    start = int(str(args.get("cursor") or "0").removeprefix("next:"))
    more = start + limit < len(items)
    return {
        name: items[start : start + limit],
        "response_metadata": {"next_cursor": f"next:{start + limit}" if more else ""},
    }


READ = "channels:history|groups:history|im:history"
INFO = "channels:read|groups:read|im:read"
METHODS: dict[str, tuple[str, Callable[[WebApi, Json], Json]]] = {
    "auth.test": ("", WebApi.auth_test),
    "apps.connections.open": ("", WebApi.connections_open),
    "users.info": ("users:read", WebApi.users_info),
    "users.list": ("users:read", WebApi.users_list),
    "users.conversations": (INFO, WebApi.conversations_mine),
    "conversations.info": (INFO, WebApi.conversations_info),
    "conversations.open": ("im:write", WebApi.conversations_open),
    "conversations.members": (INFO, WebApi.conversations_members),
    "conversations.history": (READ, WebApi.conversations_history),
    "conversations.replies": (READ, WebApi.conversations_replies),
    "chat.postMessage": ("chat:write", WebApi.chat_post),
    "chat.update": ("chat:write", WebApi.chat_update),
    "chat.delete": ("chat:write", WebApi.chat_delete),
    "chat.postEphemeral": ("chat:write", WebApi.chat_ephemeral),
    "pins.add": ("pins:write", WebApi.pins_add),
    "pins.list": ("pins:read", WebApi.pins_list),
    "views.open": ("", WebApi.views_open),
    "views.push": ("", WebApi.views_push),
    "views.update": ("", WebApi.views_update),
    "views.publish": ("", WebApi.views_publish),
}
