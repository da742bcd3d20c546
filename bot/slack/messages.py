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
        reactions={str(r["name"]): tuple(r.get("users") or ()) for r in raw.get("reactions") or ()},
        pinned_by=_pinned_by(raw),
        files=_files(raw),
    )


def edit_ts(raw: Raw) -> str:
    """The id of a message's last edit; empty where it was never edited."""
    return str((raw.get("edited") or {}).get("ts") or "")


def _kind(subtype: str, raw: Raw) -> MessageKind | None:
    if subtype in GONE:
        return None
    if not subtype:
        return MessageKind.ALERT if raw.get("bot_id") and not _picture_of(raw) else MessageKind.SAID
    if subtype in SUBTYPES:
        return SUBTYPES[subtype]
    return MessageKind.NOTICE if subtype.startswith(NOTICES) else None


def _picture_of(raw: Raw) -> str:
    """The address of the picture that a person posted through an app (a gif), which says nothing; empty where it is none."""
    blocks = raw.get("blocks") or ()
    if not raw.get("user") or raw.get("bot_profile") or not blocks or any(b.get("type") != "image" for b in blocks):
        return ""
    return str(blocks[0].get("image_url") or "picture")


def _text(kind: MessageKind, raw: Raw) -> str:
    if kind is MessageKind.TOPIC:
        return to_plain(str(raw.get("topic") or ""))
    if kind is MessageKind.PURPOSE:
        return to_plain(str(raw.get("purpose") or ""))
    text = to_plain(str(raw.get("text") or ""))
    if kind is not MessageKind.ALERT and (text or _picture_of(raw)):
        return "" if _picture_of(raw) else text
    # Apps put all of it into blocks and a short form of it into the text, or one half in each.
    parts: list[str] = []
    for part in (text, *_attachments(raw.get("attachments")), *_blocks(raw.get("blocks"))):
        if part.strip() and not any(part.strip("*_ \n") in said for said in parts):
            parts = [said for said in parts if said.strip("*_ \n") not in part] + [part]
    return "\n".join(parts)


def _attachments(attachments: Iterable[Raw] | None) -> list[str]:
    parts: list[str] = []
    for item in attachments or ():
        words = [item.get("pretext"), item.get("title"), item.get("text")]
        inside = [*_blocks(item.get("blocks")), *_shared(item), *_attachments(item.get("attachments"))]
        shown = [to_plain(str(w)) for w in words if w]
        fields = [f"{f.get('title') or ''}: {f.get('value') or ''}" for f in item.get("fields") or ()]
        parts += [*shown, *map(to_plain, fields), *inside]
        if not (shown or fields or inside):
            parts.append(to_plain(str(item.get("fallback") or "")))
    return parts


def _shared(item: Raw) -> list[str]:
    """The blocks of a message that was shared into this one."""
    shared = [(m.get("message") or {}).get("blocks") for m in item.get("message_blocks") or ()]
    return [part for blocks in shared for part in _blocks(blocks)]


def _blocks(blocks: Iterable[Raw] | None) -> list[str]:
    parts: list[str] = []
    for block in blocks or ():
        if block.get("type") == "actions":
            continue  # buttons say what could be done, not what happened
        if block.get("type") == "rich_text":
            texts = ["\n".join(filter(None, map(_rich, block.get("elements") or ())))]
        else:
            texts = [_block_text(t) for t in (block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ()))]
            texts += [_block_text(cell) for row in block.get("rows") or () for cell in row]
        parts += [to_plain(t) for t in texts if t]
    return parts


def _rich(element: Any) -> str:
    """One part of a rich text: a section in a row, a list with a line for each of its points."""
    if element.get("type") == "rich_text_list":
        return "\n".join(_block_text(e) for e in element.get("elements") or ())
    return _block_text(element)


def _block_text(item: Any) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return ""
    kind = item.get("type")
    if kind in {"mrkdwn", "plain_text", "text", "raw_text"}:
        return str(item.get("text") or "")
    if kind == "link":
        return str(item.get("text") or item.get("url") or "")
    if kind in {"user", "emoji"}:
        return f"<@{item.get('user_id')}>" if kind == "user" else f":{item.get('name')}:"
    return "".join(_block_text(e) for e in item.get("elements") or ())


def _name(raw: Raw) -> str:
    profile = raw.get("user_profile") or raw.get("bot_profile") or {}
    return str(profile.get("display_name") or profile.get("real_name") or raw.get("username") or profile.get("name") or "")


def _edited(raw: Raw) -> datetime | None:
    ts = edit_ts(raw)
    return datetime.fromtimestamp(float(ts), UTC) if ts else None


def names_cut_short(raw: Raw) -> frozenset[str]:
    """The reactions of which Slack names not everybody who set them, as it does where there are many."""
    reactions = raw.get("reactions") or ()
    return frozenset(str(r["name"]) for r in reactions if int(r.get("count") or 0) > len(r.get("users") or ()))


def _pinned_by(raw: Raw) -> tuple[str, ...]:
    by = (raw.get("pinned_info") or {}).get("pinned_by")
    if by:
        return (str(by),)
    return ("",) if raw.get("pinned_to") else ()


def _files(raw: Raw) -> tuple[File, ...]:
    picture = _picture_of(raw) if raw.get("bot_id") else ""
    files = [_file(f) for f in raw.get("files") or () if f.get("mode") != "tombstone"]
    return (*files, File("picture", "image/gif", picture)) if picture else tuple(files)


def _file(raw: Raw) -> File:
    return File(str(raw.get("name") or ""), str(raw.get("mimetype") or ""), str(raw.get("permalink") or ""))
