"""Calls out to Slack; the only user of the Web API client. Slack's errors become ours here, once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.message import Person, Presence
from bot.errors import SlackFailure
from bot.store.workspace import Channel, Home
from bot.tls import trusted

Json = dict[str, Any]
US = "us"
READ_FILES = "files:read"
EVENT_TYPE = "postmortem_bot_delivery"
# What no later attempt can mend by itself; source: the error lists of Slack's method reference.
PERMANENT = {
    "account_inactive", "already_pinned", "cant_update_message", "channel_not_found", "invalid_arguments", "invalid_auth",
    "invalid_blocks", "is_archived", "message_not_found", "missing_scope", "msg_blocks_too_long", "msg_too_long", "no_text",
    "not_authed", "not_in_channel", "thread_not_found", "token_revoked", "user_disabled", "user_not_found", "user_not_in_channel",
    "bad_client_secret", "bad_redirect_uri", "code_already_used", "invalid_client_id", "invalid_code",
    "no_such_subteam", "cannot_dm_bot", "restricted_action", "token_expired", "not_allowed_token_type", "unknown_method",
}  # fmt: skip


class Gateway:
    """The Web API as we need it."""

    def __init__(self, client: AsyncWebClient, noted: Callable[[str, str], None] = lambda _method, _result: None) -> None:
        self.client = client
        self._noted = noted
        self._myself = ""

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """While the block runs, calls share their connections: a new one costs Slack and us a handshake each time."""
        shared = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self.client.timeout),
            trust_env=self.client.trust_env_in_session,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        async with shared as self.client.session:
            yield

    async def call(self, method: str, **args: Any) -> Json:
        """One call; raises SlackFailure. `noted` is told how it went."""
        try:
            answer = await self._call(method, args)
        except SlackFailure as failure:
            self._noted(method, failure.error)
            raise
        self._noted(method, "ok")
        return answer

    async def _call(self, method: str, args: Json) -> Json:
        return await _answer(self.client.api_call(method, data=_form(args)))

    async def home(self) -> tuple[str, Home]:
        """The workspace's id, and who we are there."""
        found = await self.call("auth.test")
        return str(found["team_id"]), Home(found.get("url", ""), found.get("team", ""), found["user_id"], found.get("bot_id", ""))

    async def channel(self, channel: str) -> Channel:
        """A channel as it is now."""
        return _channel((await self.call("conversations.info", channel=channel))["channel"])

    async def my_channels(self) -> AsyncIterator[Channel]:
        """The channels the bot is in."""
        args = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": 200}
        async for found in self._pages("users.conversations", "channels", **args):
            yield _channel({**found, "is_member": True})

    async def person(self, person: str) -> Person:
        """Somebody's name and zone."""
        return (await self.presence(person))[0]

    async def presence(self, person: str) -> tuple[Person, Presence]:
        """Somebody's name and zone, and what their status says."""
        raw = (await self.call("users.info", user=person))["user"]
        profile = raw.get("profile") or {}
        name = profile.get("display_name") or profile.get("real_name") or raw.get("name") or person
        guest = any(raw.get(k) for k in ("is_restricted", "is_ultra_restricted", "is_stranger"))
        known = Person(
            id=person,
            name=str(name),
            tz=raw.get("tz"),
            is_bot=bool(raw.get("is_bot")),
            gone=bool(raw.get("deleted")),
            title=str(profile.get("title") or "")[:255],
            outside=guest,
        )
        ends = int(profile.get("status_expiration") or 0)
        emoji, words = str(profile.get("status_emoji") or ""), str(profile.get("status_text") or "")
        return known, Presence(emoji, words, datetime.fromtimestamp(ends, UTC) if ends else None)

    async def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel just now."""
        return frozenset([str(m) async for m in self._pages("conversations.members", "members", channel=channel, limit=1000)])

    async def behind(self, role: str) -> tuple[str, ...]:
        """Who is in a user group just now: who is on call, where a schedule fills it."""
        return tuple(map(str, (await self.call("usergroups.users.list", usergroup=role))["users"]))

    async def channels_of(self, person: str) -> frozenset[str]:
        """The channels somebody is in; of private ones those in which the bot is, too."""
        args = {"user": person, "types": "public_channel,private_channel", "exclude_archived": False, "limit": 999}
        return frozenset([str(c["id"]) async for c in self._pages("users.conversations", "channels", **args)])

    async def who_signed_in(self, client_id: str, client_secret: str, code: str, redirect_uri: str) -> tuple[str, str]:
        """The workspace and the person that a code of "Sign in with Slack" stands for. Slack itself says so over TLS, so
        that no signature has to be trusted."""
        way = {"code": code, "redirect_uri": redirect_uri, "grant_type": "authorization_code"}
        # Not by the client's own method: it uses a part of aiohttp that is going away.
        client = {"Authorization": aiohttp.encode_basic_auth(client_id, client_secret)}
        found = await _answer(self.client.api_call("openid.connect.token", data=way, headers=client))
        told = await _answer(self.client.openid_connect_userInfo(token=str(found["access_token"])))
        return str(told["https://slack.com/team_id"]), str(told["https://slack.com/user_id"])

    async def channel_canvas(self, channel: str) -> str:
        """The id of a channel's canvas; empty where it has none."""
        found = (await self.call("conversations.info", channel=channel))["channel"]
        return str(((found.get("properties") or {}).get("canvas") or {}).get("file_id") or "")

    async def canvas_title(self, canvas: str) -> str:
        """What a canvas is called."""
        return str((await self.call("files.info", file=canvas))["file"].get("title") or "")

    async def canvas(self, canvas: str) -> tuple[int, str]:
        """When a canvas was changed last (seconds), and by whom: US, a person, or nobody whom Slack names."""
        found = (await self.call("files.info", file=canvas))["file"]
        editor = str(found.get("last_editor") or "")
        return int(found.get("updated") or 0), US if editor == await self._me() else editor

    async def sees_canvases(self) -> None:
        """Raises SlackFailure where the permission is missing without which a change by others cannot be noticed. Slack
        tells with every answer which ones there are."""
        try:
            answer = await self.client.auth_test()
        except SlackApiError as error:
            raise _failure(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise SlackFailure(type(error).__name__) from error
        listed = answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or ""
        if listed and READ_FILES not in {scope.strip() for scope in listed.split(",")}:
            raise SlackFailure("missing_scope", permanent=True, needed=READ_FILES)

    async def _me(self) -> str:
        if not self._myself:
            self._myself = (await self.home())[1].bot_user
        return self._myself

    async def history(self, channel: str, oldest: str) -> AsyncIterator[Json]:
        """The messages of a channel after a ts, threads included, newest page first."""
        async for message in self._pages("conversations.history", "messages", channel=channel, oldest=oldest or "0", limit=200):
            yield message
            if int(message.get("reply_count") or 0) > 0:
                async for reply in self._pages("conversations.replies", "messages", channel=channel, ts=message["ts"], limit=200):
                    if reply["ts"] != message["ts"]:
                        yield reply

    async def find_delivery(self, channel: str, delivery: str, oldest: str, thread_ts: str | None) -> str:
        """The ts of the message that carries a delivery id; empty where it was never posted."""
        args: Json = {"channel": channel, "oldest": oldest, "limit": 200, "include_all_metadata": True}
        method = "conversations.history"
        if thread_ts:
            method, args = "conversations.replies", {**args, "ts": thread_ts}
        async for message in self._pages(method, "messages", **args):
            if ((message.get("metadata") or {}).get("event_payload") or {}).get("delivery") == delivery:
                return str(message["ts"])
        return ""

    async def upload(self, channel: str, files: Sequence[tuple[str, bytes]], comment: str) -> None:
        """Send files, by name and content, as one message."""
        ids = []
        for name, content in files:
            promised = await self.call("files.getUploadURLExternal", filename=name, length=len(content))
            try:
                async with httpx.AsyncClient(timeout=30, verify=trusted()) as client:
                    (await client.post(str(promised["upload_url"]), content=content)).raise_for_status()
            except httpx.HTTPError as error:
                raise SlackFailure(type(error).__name__) from error
            ids.append({"id": str(promised["file_id"]), "title": name})
        await self.call("files.completeUploadExternal", files=ids, channel_id=channel, initial_comment=comment)

    async def dm(self, person: str) -> str:
        """The id of the DM with somebody."""
        return str((await self.call("conversations.open", users=person))["channel"]["id"])

    async def _pages(self, method: str, name: str, **args: Any) -> AsyncIterator[Any]:
        cursor = ""
        while True:
            page = await self.call(method, **args, cursor=cursor or None)
            for item in page.get(name, ()):
                yield item
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


async def _answer(call: Awaitable[AsyncSlackResponse]) -> Json:
    try:
        answer = await call
    except SlackApiError as error:
        raise _failure(error) from error
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise SlackFailure(type(error).__name__) from error
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _form(args: Mapping[str, Any]) -> dict[str, str]:
    """The arguments as a form: every method reads one, JSON only those that change something."""
    return {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in args.items() if v is not None}


def _failure(error: SlackApiError) -> SlackFailure:
    answer = error.response
    if answer is None or isinstance(answer, str) or not isinstance(answer.data, dict):
        return SlackFailure("no_answer")
    code = str(answer.data.get("error") or answer.status_code)
    wait = answer.headers.get("Retry-After") or answer.headers.get("retry-after")
    return SlackFailure(code, code in PERMANENT, float(wait) if wait else None, str(answer.data.get("needed") or ""))


def _channel(raw: Mapping[str, Any]) -> Channel:
    purpose = (raw.get("purpose") or {}).get("value", "")
    private = bool(raw.get("is_private") or raw.get("is_im"))
    return Channel(raw["id"], raw.get("name") or "", purpose, private, bool(raw.get("is_member")), bool(raw.get("is_archived")))
