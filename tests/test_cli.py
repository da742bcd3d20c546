"""The command line, through its front door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

EXPORT = str(Path(__file__).parent / "data" / "demo" / "export")
CHANNEL = "inc-2042-cross-site-writes"


@pytest.fixture(autouse=True)
def settings(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the one who runs the tests
    monkeypatch.setenv("DATABASE_URL", sqlite_url)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_the_timeline_of_an_export_has_the_documented_shape() -> None:
    code, out = run("timeline", "--export", EXPORT, "--channel", CHANNEL, "--json")
    data = json.loads(out)
    assert code == 0
    assert set(data) == {"milestones", "entries", "action_items", "impact_facts"}
    assert set(data["milestones"]) == {f"{n}_at" for n in ("started", "detected", "acknowledged", "mitigated", "resolved")}
    assert data["milestones"]["started_at"]["at"] == "2026-11-15T22:52:00Z"
    assert all(set(e) == {"at", "ts", "kind", "text", "author", "why"} for e in data["entries"])


def test_an_export_is_imported_once_and_read_as_a_report() -> None:
    first, second = run("import", EXPORT, "--channel", CHANNEL, "--json"), run("import", EXPORT, "--channel", CHANNEL, "--json")
    assert first == second
    code, out = run("report", "1", "--json")
    assert code == 0
    assert json.loads(out)["postmortem"]["number"] == 1
    assert len(json.loads(run("export")[1])) == 1
    assert run("report", "1")[1].startswith("# Postmortem 1")


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("report", "99"), "There is no postmortem 99"),
        (("import", "/nowhere", "--channel", "x"), "does not exist"),
        (("timeline", "--export", EXPORT, "--channel", "nope"), CHANNEL),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(words: tuple[str, ...], advice: str) -> None:
    code, out = run(*words)
    assert code == 1
    assert advice in out
    assert "Traceback" not in out


def test_the_doctor_finds_a_migrated_database_well() -> None:
    code, out = run("doctor", "--offline", "--json")
    assert code == 0
    assert {f["check"] for f in json.loads(out)} == {"settings", "prompts", "database", "migrations"}


def test_the_doctor_says_what_to_do_about_an_empty_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    code, out = run("doctor", "--offline")
    assert code == 1
    assert "postmortem-bot migrate" in out
    assert "postmortem-bot migrate" in run("report", "1")[1]
