"""Files: a promised upload, the content at the address that was given for it, and the sharing."""

from __future__ import annotations

import mimetypes
from typing import Any

from bot.playground.state import Channel, File, Json, State
from bot.playground.web_api.chat import put
from bot.playground.web_api.conversations import channel_of
from bot.playground.web_api.message_shapes import check_blocks, from_bot
from bot.playground.web_api.method_call import ApiError, MethodCall, refused

MOST_BYTES = 1_000_000_000


def upload_url(call: MethodCall) -> Json:
    """files.getUploadURLExternal"""
    length = call.number("length", 0)
    if length < 1:
        raise refused("must be greater than 0 [json-pointer:/length]")
    if length > MOST_BYTES:
        raise ApiError("file_upload_size_restricted")
    file = call.state.new_id("F")
    call.state.files[file] = File(_shown(call, file, call.text("filename"), length), length)
    return {"upload_url": f"{call.base}/upload/v1/{file}", "file_id": file}


def upload(state: State, file: str, content: bytes) -> tuple[int, str]:
    """What the upload address answers: status and text."""
    found = state.files.get(file)
    if found is None or found.complete:
        return 404, "Not found"
    if len(content) != found.length:
        return 400, f"BAD REQUEST - expected {found.length} bytes, got {len(content)}"
    found.content = content
    return 200, f"OK - {len(content)}"


def complete_upload(call: MethodCall) -> Json:
    """files.completeUploadExternal"""
    wanted = call.data("files")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(w, dict) and w.get("id") for w in wanted):
        raise refused("must provide an array of objects with an id [json-pointer:/files]")
    found = [_uploaded(call, str(w["id"])) for w in wanted]
    channel = channel_of(call, member=True, name="channel_id") if call.text("channel_id") else None
    blocks = call.data("blocks", "invalid_blocks")
    if blocks:
        check_blocks(blocks)
    for file, ask in zip(found, wanted, strict=True):
        file.complete = True
        file.shown["title"] = str(ask.get("title") or file.shown["name"])
    if channel is not None:
        _share(call, channel, found, blocks)
    return {"files": [file.shown for file in found]}


def info(call: MethodCall) -> Json:
    """files.info, of canvases too"""
    name = call.text("file")
    canvas = call.state.canvases.get(name)
    if canvas is not None:
        link = f"https://{call.state.settings.domain}.slack.com/docs/{call.state.settings.team}/{name}"
        shown = {
            "id": name,
            "title": canvas.title,
            "filetype": "quip",
            "mode": "quip",
            "pretty_type": "Canvas",
            "permalink": link,
            "updated": canvas.updated,
            "last_editor": canvas.last_editor,
        }
        return {"file": {**shown, "channels": [canvas.channel] if canvas.channel else []}, "comments": []}
    file = call.state.files.get(name)
    if file is None or not file.complete:
        raise ApiError("file_not_found")
    return {"file": file.shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(call: MethodCall, file: str) -> File:
    found = call.state.files.get(file)
    if found is None or found.content is None or found.complete:
        raise ApiError("file_not_found")
    return found


def _share(call: MethodCall, channel: Channel, files: list[File], blocks: Any) -> None:
    if channel.archived:
        raise ApiError("posting_to_channel_denied")
    said: Json = {
        "text": call.text("initial_comment"),
        "files": [f.shown for f in files],
        "upload": True,
        "subtype": "file_share",
    }
    message = {**from_bot(call, {**said, **({"blocks": blocks} if blocks else {})}), "ts": call.state.new_ts()}
    thread = call.ts("thread_ts", "invalid_thread_ts")
    if thread:
        message["thread_ts"] = thread
    for file in files:
        kind = "private" if channel.private or channel.im_of else "public"
        file.shown.setdefault("shares", {}).setdefault(kind, {}).setdefault(channel.id, []).append({"ts": message["ts"]})
        file.shown["channels" if kind == "public" else "groups"] = [channel.id]
        event = {"type": "file_shared", "channel_id": channel.id, "file_id": file.shown["id"], "file": {"id": file.shown["id"]}}
        call.tell({**event, "user_id": call.state.bot_user})
    put(call, channel, message)


def _shown(call: MethodCall, file: str, name: str, length: int) -> Json:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    ending = name.rpartition(".")[2].lower() if "." in name else "binary"
    now = int(call.state.now())
    place = f"{call.base}/files/{file}"
    return {
        "id": file, "created": now, "timestamp": now, "name": name, "title": name, "mimetype": kind, "filetype": ending,
        "pretty_type": ending.upper(), "user": call.state.bot_user, "user_team": call.state.settings.team, "size": length,
        "mode": "hosted", "editable": False, "is_external": False, "is_public": True, "alt_txt": call.text("alt_txt"),
        "url_private": place, "url_private_download": f"{place}?download=1", "permalink": place, "channels": [], "groups": [],
        "ims": [], "has_rich_preview": False, "file_access": "visible",
    }  # fmt: skip
