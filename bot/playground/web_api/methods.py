"""The methods that exist: what each needs, how often it may be called, and who answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.state import Json
from bot.playground.web_api import (
    bookmarks,
    canvases,
    chat,
    conversations,
    files,
    pins,
    reactions,
    users,
    views,
    workspace,
)
from bot.playground.web_api.method_call import MethodCall


@dataclass(frozen=True)
class Method:
    """`scopes`: one of them, by the kind of channel where there are several. `tier`: calls a minute; see rate_limit.

    `json`: whether arguments are read from a JSON body, too. Slack reads JSON only with methods that change something.
    """

    scopes: str
    tier: int
    answer: Callable[[MethodCall], Json]
    required: tuple[str, ...] = ()
    json: bool = True

    @property
    def one_of(self) -> list[str]:
        """The scopes, one of which is needed."""
        return self.scopes.split()


T1, T2, T3, T4, HUNDREDS, POSTING = 1, 20, 50, 100, 600, 0
READ = "channels:history groups:history im:history"
INFO = "channels:read groups:read im:read"
METHODS: dict[str, Method] = {
    "apps.connections.open": Method("", T1, workspace.connections_open),
    "auth.test": Method("", HUNDREDS, workspace.auth_test),
    "bookmarks.add": Method("bookmarks:write", T2, bookmarks.add, ("channel_id", "title", "type")),
    "bookmarks.edit": Method("bookmarks:write", T2, bookmarks.edit, ("channel_id", "bookmark_id")),
    "bookmarks.list": Method("bookmarks:read", T3, bookmarks.everything, ("channel_id",)),
    "bookmarks.remove": Method("bookmarks:write", T2, bookmarks.remove, ("channel_id", "bookmark_id")),
    "canvases.create": Method("canvases:write", T2, canvases.create),
    "canvases.delete": Method("canvases:write", T3, canvases.delete, ("canvas_id",)),
    "canvases.edit": Method("canvases:write", T3, canvases.edit, ("canvas_id", "changes")),
    "canvases.sections.lookup": Method("canvases:read", T3, canvases.lookup, ("canvas_id", "criteria")),
    "chat.delete": Method("chat:write", T3, chat.delete, ("channel", "ts")),
    "chat.getPermalink": Method("", HUNDREDS, chat.permalink, ("channel", "message_ts"), json=False),
    "chat.postEphemeral": Method("chat:write", T4, chat.post_ephemeral, ("channel", "user")),
    "chat.postMessage": Method("chat:write", POSTING, chat.post, ("channel",)),
    "chat.update": Method("chat:write", T3, chat.update, ("channel", "ts")),
    "conversations.canvases.create": Method("canvases:write", T2, canvases.create_in_channel, ("channel_id",)),
    "conversations.history": Method(READ, T3, conversations.history, ("channel",), json=False),
    "conversations.info": Method(INFO, T3, conversations.info, ("channel",), json=False),
    "conversations.join": Method("channels:join", T3, conversations.join, ("channel",)),
    "conversations.list": Method("", T2, conversations.everything, json=False),
    "conversations.members": Method(INFO, T4, conversations.members, ("channel",), json=False),
    "conversations.open": Method("im:write", T3, conversations.open_dm),
    "conversations.replies": Method(READ, T3, conversations.replies, ("channel", "ts"), json=False),
    "files.completeUploadExternal": Method("files:write", T4, files.complete_upload, ("files",)),
    "files.getUploadURLExternal": Method("files:write", T4, files.upload_url, ("filename", "length"), json=False),
    "files.info": Method("files:read", T4, files.info, ("file",), json=False),
    "pins.add": Method("pins:write", T2, pins.add, ("channel",)),
    "pins.list": Method("pins:read", T2, pins.everything, ("channel",), json=False),
    "pins.remove": Method("pins:write", T2, pins.remove, ("channel",)),
    "reactions.add": Method("reactions:write", T3, reactions.add, ("channel", "name", "timestamp")),
    "reactions.get": Method("reactions:read", T3, reactions.get, json=False),
    "reactions.remove": Method("reactions:write", T2, reactions.remove, ("name",)),
    "team.info": Method("team:read", T3, workspace.team_info, json=False),
    "usergroups.list": Method("usergroups:read", T2, workspace.usergroups, json=False),
    "usergroups.users.list": Method("usergroups:read", T2, workspace.usergroup_members, ("usergroup",), json=False),
    "users.conversations": Method("", T3, users.conversations, json=False),
    "users.info": Method("users:read", T4, users.info, ("user",), json=False),
    "users.list": Method("users:read", T2, users.everybody, json=False),
    "users.lookupByEmail": Method("users:read.email", T3, users.by_email, ("email",), json=False),
    "users.profile.get": Method("users.profile:read", T4, users.profile, json=False),
    "views.open": Method("", T4, views.open_modal, ("trigger_id", "view")),
    "views.publish": Method("", T4, views.publish, ("user_id", "view")),
    "views.push": Method("", T4, views.push, ("trigger_id", "view")),
    "views.update": Method("", T4, views.update, ("view",)),
}
