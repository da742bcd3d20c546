"""An export comes in by zip, by folder and by path, or says what is wrong; nothing in it is trusted."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.playground.own_export import Export, ExportFault, OwnExport, opened
from bot.playground.server import playground
from bot.try_out import tried_out

USERS = [
    {"id": "U1", "name": "ann", "real_name": "Ann Other", "tz": "Europe/Paris", "profile": {"display_name": "Ann"}},
    {"id": "U2", "name": "bo", "deleted": True, "profile": {}},
    {"id": "no id", "name": "eve"},
]
CHANNEL = {
    "id": "C9",
    "name": "inc-old",
    "members": ["U1", "U2"],
    "purpose": {"value": "It broke"},
    "pins": [{"id": "1700000001.000100"}],
}
DAY = [
    {"type": "message", "user": "U1", "text": "it is down", "ts": "1700000001.000100"},
    {"type": "message", "user": "U3", "text": "<!channel> looking", "ts": "1700000002.000100", "metadata": {"event_type": "x"}},
    {"type": "message", "subtype": "bot_message", "bot_id": "B0BOT", "text": "pretends", "ts": "1700000003.000100"},
    {"type": "message", "user": "U1", "text": "no time", "ts": "../../etc"},
    {"type": "message", "user": "U1", "text": "", "subtype": "tombstone", "ts": "1700000004.000100"},
]  # fmt: skip
FILES = {"users.json": USERS, "channels.json": [CHANNEL, {"id": "C8", "name": "lunch"}], "inc-old/2023-11-14.json": DAY}


def zipped(files: Mapping[str, Any] = FILES, root: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(root + name, data if isinstance(data, str) else json.dumps(data))
    return made.getvalue()


@pytest.mark.parametrize("root", ["", "acme export 2023/"])
async def test_a_zip_becomes_a_channel_with_its_people_and_the_bot_which_reads_it(root: str) -> None:
    async with tried_out() as both, httpx.AsyncClient(base_url=both.slack.url, timeout=60) as client:
        while not both.slack.courier.connected:
            await asyncio.sleep(0.01)
        found = (await client.post("/control/export", content=zipped(root=root))).json()
        assert found == {"channels": [{"name": "inc-old", "private": False}, {"name": "lunch", "private": False}]}
        came = (await client.post("/control/export_open", json={"channel": "#inc-old"})).json()
        assert (came["messages"], came["people"], came["name"]) == (3, 3, "inc-old")
        state = both.slack.state
        channel = state.channels[came["channel"]]
        assert state.bot_user in channel.members
        assert (state.people["U1"]["real_name"], state.people["U1"]["tz"]) == ("Ann", "Europe/Paris")
        assert state.people["U2"]["deleted"]
        assert state.people["U3"]["real_name"] == "U3"
        assert channel.pins == ["1700000001.000100"]
        assert not [
            m
            for m in channel.messages.values()
            if "metadata" in m or (m.get("bot_id") == state.bot_id and "pretends" in m["text"])
        ]
        await both.slack.people.slash("U1", came["channel"], "/postmortem", "start It broke")
        assert not await both.slack.people.submit("U1", state.stacks["U1"][-1], {})
        await both.slack.courier.idle()
        assert both.slack.inside is not None
        await both.slack.inside.quiet()
        async with both.app.store.work("T0PLAY") as work:
            kept = {m.text for m in await work.messages.of(came["channel"])}
        assert "it is down" in kept
        again = await client.post("/control/export_open", json={"channel": "inc-old"})
        assert again.json()["error"] == "Choose the export first."


async def test_a_folder_comes_in_file_by_file_and_by_path(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(data))
    with opened(tmp_path) as export:
        assert [c["name"] for c in export.channels()] == ["inc-old", "lunch"]
        assert len(export.messages("inc-old")) == 3
    async with tried_out() as both, httpx.AsyncClient(base_url=both.slack.url) as client:
        await client.post("/control/export_begin")
        for name, data in FILES.items():
            assert (await client.post(f"/control/export_file?name={name}", content=json.dumps(data))).status_code == 200
        assert len((await client.get("/control/export")).json()["channels"]) == 2
        for wrong in ("../../x.json", "a/b/c.json", "/etc/passwd", "..\\x.json", "../x.json"):
            assert (await client.post("/control/export_file", params={"name": wrong}, content="[]")).status_code == 400


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"not a zip", "no zip file"),
        (b"", "no zip file"),
        (zipped({"a.txt": "x"}), "no Slack export"),
        (zipped({"channels.json": "{"}), "cannot be read"),
        (zipped()[:-40], "no zip file"),
    ],
)
async def test_what_is_no_export_says_so_and_what_to_do(data: bytes, word: str) -> None:
    async with tried_out() as both, httpx.AsyncClient(base_url=both.slack.url) as client:
        answer = await client.post("/control/export", content=data)
        assert answer.status_code == 400
        assert word in answer.json()["error"]


def test_a_file_that_unpacks_to_more_than_it_may_is_refused() -> None:
    bomb = zipped({**FILES, "inc-old/2023-11-15.json": json.dumps([{"text": "a" * 50_000, "ts": "1700000009.1"}])})
    with pytest.raises(ExportFault, match="larger than"):
        Export(io.BytesIO(bomb), most_file=10_000).messages("inc-old")


async def test_too_large_an_upload_is_refused_while_it_comes_in() -> None:
    async with playground() as slack, httpx.AsyncClient(base_url=slack.url) as client:
        slack.add_routes(*OwnExport(slack, most=100).routes())
        answer = await client.post("/control/export", content=zipped())
        assert answer.status_code == 413
        assert "more than" in answer.json()["error"]
        assert (await client.get("/control/export")).status_code == 400


async def test_a_channel_that_is_not_there_is_answered_with_those_that_are() -> None:
    async with tried_out() as both:
        with pytest.raises(ExportFault, match="It has: inc-old, lunch"):
            OwnExport(both.slack).bring_in(Export(io.BytesIO(zipped())), "inc-new")
        with pytest.raises(ExportFault, match="Nobody is in"):
            OwnExport(both.slack).bring_in(Export(io.BytesIO(zipped())), "lunch")


async def test_a_page_of_elsewhere_cannot_bring_anything_in() -> None:
    async with tried_out() as both, httpx.AsyncClient(base_url=both.slack.url) as client:
        for headers in ({"origin": "https://evil.example"}, {"host": "evil.example"}):
            for path in ("export", "scenes", "direct", "switch", "calm", "clock", "export_open"):
                assert (await client.post(f"/control/{path}", content=b"{}", headers=headers)).status_code == 403
            assert (await client.get("/control/inside", headers=headers)).status_code == 403


def test_a_path_that_leads_nowhere_is_named() -> None:
    with pytest.raises(ExportFault, match="does not exist"), opened(Path("/nowhere/at/all")):
        pass
