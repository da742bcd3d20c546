"""A message in Slack's shape → our Message. Shapes: Slack's "message event" reference and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.message import File, Message, MessageKind
from bot.slack.text import to_plain

Raw = Mapping[str, Any]

SUBTYPES: Mapping[str, MessageKind] = {
    "channel_join": MessageKind.JOIN,
    "group_join": MessageKind.JOIN,
    "channel_leave": MessageKind.LEAVE,
    "group_leave": MessageKind.LEAVE,
    "channel_topic": MessageKind.TOPIC,
    "group_topic": MessageKind.TOPIC,
    "channel_purpose": MessageKind.PURPOSE,
    "group_purpose": MessageKind.PURPOSE,
    "huddle_thread": MessageKind.HUDDLE,
    "bot_message": MessageKind.ALERT,
    "thread_broadcast": MessageKind.SAID,
    "file_share": MessageKind.SAID,
    "me_message": MessageKind.SAID,
}
NOTICES = ("channel_", "group_", "bot_add", "bot_remove", "pinned_item", "reminder_add")
GONE = {
    "message_deleted",
    "message_changed",
    "message_replied",
    "tombstone",
    "ekm_access_denied",
    "assistant_app_thread",
}


def read_message(channel: str, raw: Raw) -> Message | None:
    """The message; None for what is not one (a deletion, a tombstone, an unknown remark of the system)."""
    subtype = str(raw.get("subtype") or "")
    kind = _kind(subtype, raw)
    if kind is None or not raw.get("ts"):
        return None
    ts, thread = str(raw["ts"]), raw.get("thread_ts")
    return Message(
        channel=channel,
        ts=ts,
        author=str(raw.get("user") or raw.get("bot_id") or ""),
        text=_text(kind, raw),
        kind=kind,
        author_name=_name(raw),
        thread_ts=str(thread) if thread and thread != ts else None,
        broadcast=subtype == "thread_broadcast",
        edited_at=_edited(raw),
        reactions={str(r["name"]): tuple(r.get("users", ())) for r in raw.get("reactions", ())},
        pinned_by=_pinned_by(raw),
        files=tuple(_file(f) for f in raw.get("files", ()) if f.get("mode") != "tombstone"),
    )


def edit_ts(raw: Raw) -> str:
    """The id of a message's last edit; empty where it was never edited."""
    return str((raw.get("edited") or {}).get("ts") or "")


def _kind(subtype: str, raw: Raw) -> MessageKind | None:
    if subtype in GONE:
        return None
    if not subtype:
        return MessageKind.ALERT if raw.get("bot_id") else MessageKind.SAID
    if subtype in SUBTYPES:
        return SUBTYPES[subtype]
    return MessageKind.NOTICE if subtype.startswith(NOTICES) else None


def _text(kind: MessageKind, raw: Raw) -> str:
    if kind is MessageKind.TOPIC:
        return to_plain(str(raw.get("topic") or ""))
    if kind is MessageKind.PURPOSE:
        return to_plain(str(raw.get("purpose") or ""))
    text = to_plain(str(raw.get("text") or ""))
    if kind is not MessageKind.ALERT and text:
        return text
    parts = [
        text,
        *_attachments(raw.get("attachments", ())),
        *([] if text else _blocks(raw.get("blocks", ()))),
    ]
    return "\n".join(dict.fromkeys(p for p in parts if p))


def _attachments(attachments: Iterable[Raw]) -> list[str]:
    parts: list[str] = []
    for item in attachments:
        words = [item.get("pretext"), item.get("title"), item.get("text")]
        shown = [to_plain(str(w)) for w in words if w] or [to_plain(str(item.get("fallback") or ""))]
        fields = [f"{f.get('title', '')}: {f.get('value', '')}" for f in item.get("fields", ())]
        parts += [*shown, *map(to_plain, fields), *_blocks(item.get("blocks", ()))]
    return parts


def _blocks(blocks: Iterable[Raw]) -> list[str]:
    parts: list[str] = []
    for block in blocks:
        texts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        parts += [to_plain(t) for t in map(_block_text, texts) if t]
    return parts


def _block_text(item: Any) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return ""
    if item.get("type") in {"mrkdwn", "plain_text", "text"}:
        return str(item.get("text") or "")
    return "".join(_block_text(e) for e in item.get("elements", ()))


def _name(raw: Raw) -> str:
    profile = raw.get("user_profile") or raw.get("bot_profile") or {}
    return str(profile.get("display_name") or profile.get("real_name") or raw.get("username") or profile.get("name") or "")


def _edited(raw: Raw) -> datetime | None:
    ts = edit_ts(raw)
    return datetime.fromtimestamp(float(ts), UTC) if ts else None


def _pinned_by(raw: Raw) -> tuple[str, ...]:
    by = (raw.get("pinned_info") or {}).get("pinned_by")
    if by:
        return (str(by),)
    return ("",) if raw.get("pinned_to") else ()


def _file(raw: Raw) -> File:
    return File(str(raw.get("name") or ""), str(raw.get("mimetype") or ""), str(raw.get("permalink") or ""))
