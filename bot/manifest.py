"""The Slack app manifest, for HTTP or Socket Mode. Shape: Slack's app manifest reference."""

from __future__ import annotations

from typing import Any

from bot.prompts import load_prompts
from bot.slack import ids

BOT_SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "users:read",
]
# The bot works without these; pinning its card wants pins:write.
OPTIONAL_SCOPES = ("canvases:write", "files:read", "files:write", "pins:read", "pins:write", "usergroups:read")
EVENTS = [
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "pin_added",
    "pin_removed",
    "member_joined_channel",
    "member_left_channel",
    "channel_rename",
    "channel_archive",
    "channel_unarchive",
    "group_rename",
    "group_archive",
    "app_home_opened",
]


def manifest(url: str | None = None) -> dict[str, Any]:
    """The manifest; `url` is the bot's public address, None for Socket Mode."""
    endpoint = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    say = load_prompts().say
    command = {
        "command": ids.COMMAND,
        "description": say("manifest.command"),
        "usage_hint": say("manifest.command_hint"),
    }
    shortcuts = [
        {
            "name": say("manifest.to_timeline"),
            "type": "message",
            "callback_id": ids.ADD_TO_TIMELINE,
            "description": say("manifest.to_timeline_why"),
        },
        {
            "name": say("manifest.to_item"),
            "type": "message",
            "callback_id": ids.MAKE_ACTION_ITEM,
            "description": say("manifest.to_item_why"),
        },
        {
            "name": say("manifest.differs"),
            "type": "message",
            "callback_id": ids.MARK_DIFFERENT,
            "description": say("manifest.differs_why"),
        },
    ]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": "Postmortem Bot", "description": say("manifest.about")},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Postmortem Bot", "always_online": True},
            "shortcuts": shortcuts,
            "slash_commands": [{**command, **({"url": endpoint["request_url"]} if url else {}), "should_escape": True}],
        },
        "oauth_config": {"scopes": {"bot": [*BOT_SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {**endpoint, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **endpoint},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,  # nosec B105
        },
    }
