"""Bookmarks: the links at the top of a channel."""

from __future__ import annotations

import re

from bot.playground.state import Channel, Json
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.method_call import ApiError, MethodCall, refused

LINK = re.compile(r"https?://\S{1,3000}")
MOST_BOOKMARKS = 100


def add(call: MethodCall) -> Json:
    """bookmarks.add"""
    channel = _channel(call)
    if call.text("type") != "link":
        raise ApiError("invalid_bookmark_type")
    if not LINK.fullmatch(call.text("link")):
        raise ApiError("invalid_link")
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise ApiError("too_many_bookmarks")
    now = int(call.state.now())
    bookmark: Json = {
        "id": call.state.new_id("Bk"), "channel_id": channel.id, "title": call.text("title"), "link": call.text("link"),
        "emoji": call.text("emoji"), "icon_url": None, "type": "link", "entity_id": None, "date_created": now, "date_updated": 0,
        "rank": str(len(channel.bookmarks)), "last_updated_by_user_id": call.state.bot_user,
        "last_updated_by_team_id": call.state.settings.team, "shortcut_id": None, "app_id": call.state.app_id,
    }  # fmt: skip
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def edit(call: MethodCall) -> Json:
    """bookmarks.edit"""
    bookmark = _bookmark(call, _channel(call))
    if "link" in call.args and not LINK.fullmatch(call.text("link")):
        raise ApiError("invalid_link")
    changed: Json = {name: call.text(name) for name in ("title", "link", "emoji") if name in call.args}
    bookmark.update({**changed, "date_updated": int(call.state.now())})
    return {"bookmark": bookmark}


def remove(call: MethodCall) -> Json:
    """bookmarks.remove"""
    channel = _channel(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    return {}


def everything(call: MethodCall) -> Json:
    """bookmarks.list"""
    return {"bookmarks": list(_channel(call).bookmarks)}


def _channel(call: MethodCall) -> Channel:
    return channel_of(call, member=True, name="channel_id")


def _bookmark(call: MethodCall, channel: Channel) -> Json:
    if not call.text("bookmark_id"):
        raise refused("missing required field: bookmark_id")
    found = next((b for b in channel.bookmarks if b["id"] == call.text("bookmark_id")), None)
    if found is None:
        raise ApiError("not_found")
    return found
