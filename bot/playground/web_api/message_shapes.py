"""Messages in Slack's shape."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.block_check import block_faults, too_much_text
from bot.playground.state import Channel, Json
from bot.playground.web_api.method_call import ApiError, MethodCall, refused

MOST_TEXT, MOST_UPDATE, MOST_MARKDOWN, MOST_ATTACHMENTS = 40_000, 4_000, 12_000, 100
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.\-]{1,255}")


def message_json(channel: Channel, message: Json, with_metadata: bool = False) -> Json:
    """A message as the history shows it: with its thread, its reactions and its pin."""
    shown = {k: v for k, v in message.items() if k != "metadata" or with_metadata}
    answers = channel.replies(message["ts"])
    if answers:
        people = list(dict.fromkeys(r["user"] for r in answers if "user" in r))
        shown |= {"thread_ts": message["ts"], "reply_count": len(answers), "reply_users_count": len(people),
                  "latest_reply": answers[-1]["ts"], "reply_users": people[:5], "is_locked": False, "subscribed": False}  # fmt: skip
    elif message.get("thread_ts") not in {None, message["ts"]}:
        root = channel.messages.get(message["thread_ts"], {})
        shown["parent_user_id"] = root.get("user", "")
    if message["ts"] in channel.pins:
        shown["pinned_to"] = [channel.id]
    return shown


def message_of(call: MethodCall, *, most: int = MOST_TEXT) -> Json:
    """What the arguments say is to be said, checked; who says it and when is added by `from_bot`."""
    text = call.text("text")
    said: Json = {}
    if call.text("markdown_text"):
        if text or call.args.get("blocks"):
            raise ApiError("markdown_text_conflict")
        text = call.text("markdown_text")
        most = MOST_MARKDOWN
    blocks, attachments = _blocks(call), _attachments(call)
    if not text and not blocks and not attachments:
        raise ApiError("no_text")
    if most != MOST_TEXT and len(text) > most:
        raise ApiError("msg_too_long")
    said["text"] = text[:MOST_TEXT]  # Slack cuts off what is more
    if blocks is not None:
        said["blocks"] = [{"block_id": call.state.new_id("b")[:6], **b} for b in blocks]
    if attachments is not None:
        said["attachments"] = attachments
    metadata = _metadata(call)
    return said if metadata is None else {**said, "metadata": metadata}


def from_bot(call: MethodCall, said: Json) -> Json:
    """A message of the bot, as the history has it."""
    s = call.state
    profile = {"id": s.bot_id, "app_id": s.app_id, "user_id": s.bot_user, "name": "postmortem-bot", "icons": {},
               "deleted": False, "updated": 0, "team_id": s.settings.team}  # fmt: skip
    return {"type": "message", "user": s.bot_user, "bot_id": s.bot_id, "app_id": s.app_id, "team": s.settings.team,
            "bot_profile": profile, **said}  # fmt: skip


def _blocks(call: MethodCall) -> Any:
    blocks = call.data("blocks", "invalid_blocks_format")
    if blocks is None or blocks == "":
        return None
    check_blocks(blocks)
    return blocks


def check_blocks(blocks: Any, path: str = "/blocks") -> None:
    """Refuse blocks that Slack refuses."""
    faults = block_faults(blocks, path=path)
    if faults:
        metadata = {"messages": [f"[ERROR] {fault}" for fault in faults]}
        raise ApiError("invalid_blocks", errors=faults, response_metadata=metadata)
    if too_much_text(blocks):
        raise ApiError("msg_blocks_too_long")


def _attachments(call: MethodCall) -> Any:
    attachments = call.data("attachments", "invalid_attachments")
    if attachments is None or attachments == "":
        return None
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    for number, attachment in enumerate(attachments):
        if "blocks" in attachment:
            check_blocks(attachment["blocks"], f"/attachments/{number}/blocks")
    return attachments


def _metadata(call: MethodCall) -> Any:
    metadata = call.data("metadata", "invalid_metadata_format")
    if metadata in (None, "", {}):
        return None if metadata in (None, "") else {}
    known = isinstance(metadata, dict) and set(metadata) <= {"event_type", "event_payload", "entities"}
    if not known or not isinstance(metadata.get("event_payload", {}), dict):
        raise refused(
            "must provide an object with event_type and event_payload [json-pointer:/metadata]", error="invalid_metadata_format"
        )
    if not EVENT_TYPE.fullmatch(str(metadata.get("event_type") or "")):
        raise refused("must provide a string [json-pointer:/metadata/event_type]", error="invalid_metadata_format")
    if len(str(metadata.get("event_payload", ""))) > 8000:
        raise ApiError("metadata_too_large")
    return metadata
