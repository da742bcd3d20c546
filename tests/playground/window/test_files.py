"""Files that people put in."""

from __future__ import annotations

from bot.playground.state import PlaygroundSettings, State
from bot.playground.window.files import Files


def test_a_file_is_told_of_as_slack_does_and_comes_back_as_it_was() -> None:
    files = Files(State(PlaygroundSettings()))
    shown = files.keep("U1", "graph.png", b"\x89PNG")
    assert (shown["mimetype"], shown["filetype"], shown["size"], shown["user"]) == ("image/png", "png", 4, "U1")
    kept = files.get(shown["id"])
    assert kept is not None
    assert kept.content == b"\x89PNG"
    assert files.get("F0") is None


def test_a_name_is_a_name_and_no_path() -> None:
    assert "/" not in Files(State(PlaygroundSettings())).keep("U1", "../../etc/passwd", b"")["name"]
