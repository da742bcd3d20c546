"""Channels in Slack's shape."""

from __future__ import annotations

from bot.playground.state import Channel, Json, State


def channel_json(state: State, channel: Channel, *, count: bool = False) -> Json:
    """A channel or DM as the Web API shows it to the bot."""
    if channel.im_of:
        return {"id": channel.id, "created": channel.created, "is_im": True, "is_org_shared": False, "user": channel.im_of,
                "is_archived": channel.archived, "is_user_deleted": bool(state.people[channel.im_of].get("deleted")),
                "context_team_id": state.settings.team, "is_open": True}  # fmt: skip
    shown = {
        "id": channel.id, "name": channel.name, "name_normalized": channel.name, "is_channel": True, "is_group": False,
        "is_im": False, "is_mpim": False, "is_private": channel.private, "is_archived": channel.archived, "is_general": False,
        "is_shared": False, "is_ext_shared": False, "is_org_shared": False, "is_pending_ext_shared": False, "unlinked": 0,
        "is_member": state.bot_user in channel.members, "created": channel.created, "creator": channel.creator,
        "context_team_id": state.settings.team, "shared_team_ids": [state.settings.team], "previous_names": [],
        "topic": {"value": channel.topic, "creator": channel.creator, "last_set": channel.created if channel.topic else 0},
        "purpose": {"value": channel.purpose, "creator": channel.creator, "last_set": channel.created if channel.purpose else 0},
        "properties": {"tabs": _tabs(channel), **_canvas(channel)},
    }  # fmt: skip
    return {**shown, "num_members": len(channel.members)} if count else shown


def kind_of(channel: Channel) -> str:
    """How `types` calls the kind of a channel."""
    return "im" if channel.im_of else "private_channel" if channel.private else "public_channel"


def channel_type(channel: Channel) -> str:
    """How events call the kind of a channel."""
    return "im" if channel.im_of else "group" if channel.private else "channel"


def _canvas(channel: Channel) -> Json:
    return {"canvas": {"file_id": channel.canvas, "is_empty": False, "quip_thread_id": ""}} if channel.canvas else {}


def _tabs(channel: Channel) -> list[Json]:
    return [{"id": "canvas", "label": "", "type": "canvas"}] if channel.canvas else []
