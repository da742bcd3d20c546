import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadInput
from bot.slack.export import read_export


def said(ts: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": "U1", "text": text, **more}


def export(folder: Path, days: dict[str, list[dict[str, Any]]], **channel: Any) -> Path:
    (folder / "ops").mkdir(parents=True)
    (folder / "users.json").write_text(
        json.dumps([{"id": "U1", "name": "jo", "tz": "Europe/Berlin", "profile": {"display_name": "Jo"}}])
    )
    (folder / "channels.json").write_text(json.dumps([{"id": "C1", "name": "ops", **channel}]))
    for day, raws in days.items():
        (folder / "ops" / f"{day}.json").write_text(json.dumps(raws))
    return folder


def test_days_make_one_channel_by_time_with_its_people(tmp_path: Path) -> None:
    found = read_export(
        export(tmp_path / "e", {"2026-01-02": [said("2.000000", "b")], "2026-01-01": [said("1.000000", "a")]}), "#ops"
    )
    assert [m.text for m in found.messages] == ["a", "b"]
    assert (found.people["U1"].name, found.people["U1"].tz) == ("Jo", "Europe/Berlin")


def test_what_was_deleted_does_not_come_back_whatever_the_order(tmp_path: Path) -> None:
    gone = {
        "subtype": "message_deleted",
        "ts": "9.000000",
        "deleted_ts": "1.000000",
        "previous_message": said("1.000000", "secret"),
    }
    raws = [
        said("1.000000", "secret"),
        gone,
        {"subtype": "tombstone", "ts": "2.000000", "user": "USLACKBOT", "text": "This message was deleted."},
    ]
    for order in (raws, raws[::-1]):
        found = read_export(export(tmp_path / str(order is raws), {"2026-01-01": order}), "ops")
        assert found.messages == ()


def test_the_last_edit_counts_whatever_the_order(tmp_path: Path) -> None:
    first = said("1.000000", "load is 40")
    edit = {
        "subtype": "message_changed",
        "ts": "5.000000",
        "message": said("1.000000", "load is 70", edited={"user": "U1", "ts": "5.000000"}),
    }
    for order in ([first, edit], [edit, first]):
        found = read_export(export(tmp_path / str(order[0] is edit), {"2026-01-01": order}), "ops")
        assert [m.text for m in found.messages] == ["load is 70"]


def test_threads_broadcasts_files_and_pins_are_kept(tmp_path: Path) -> None:
    raws = [
        said("1.000000", "root"),
        said(
            "2.000000",
            "reply",
            thread_ts="1.000000",
            files=[{"name": "a.png", "mimetype": "image/png", "permalink": "https://f"}],
        ),
        said("3.000000", "to all", thread_ts="1.000000", subtype="thread_broadcast"),
    ]
    found = read_export(export(tmp_path / "e", {"2026-01-01": raws}, pins=[{"id": "2.000000", "user": "U1"}]), "C1").messages
    assert [(m.thread_ts, m.broadcast) for m in found] == [(None, False), ("1.000000", False), ("1.000000", True)]
    assert found[1].files[0].name == "a.png"
    assert found[1].pinned_by == ("U1",)


def test_a_zip_reads_as_its_folder(tmp_path: Path) -> None:
    folder = export(tmp_path / "e", {"2026-01-01": [said("1.000000", "a")]})
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        for file in folder.rglob("*.json"):
            archive.write(file, file.relative_to(folder))
    assert read_export(tmp_path / "e.zip", "ops") == read_export(folder, "ops")


def test_what_cannot_be_read_says_what_there_is(tmp_path: Path) -> None:
    folder = export(tmp_path / "e", {})
    with pytest.raises(BadInput) as error:
        read_export(folder, "nope")
    assert error.value.details["known"] == "ops"
