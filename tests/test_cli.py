"""The command line, through its front door."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.domain.action_item import ActionItem
from bot.domain.interview import Answer
from bot.prompts import load_prompts
from bot.store.database import Database
from bot.store.work import Store
from bot.store.workspace import Home

ROOT = Path(__file__).parent.parent
EXPORT = str(Path(__file__).parent / "data" / "demo" / "export")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHANNEL = "inc-2042-cross-site-writes"


@pytest.fixture(autouse=True)
def settings(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the one who runs the tests
    monkeypatch.setenv("DATABASE_URL", sqlite_url)


@pytest.fixture
def answered_report(sqlite_url: str) -> None:
    """The imported incident with an answer, a skipped question and an action item, so that no part of a report is empty."""
    run("import", EXPORT, "--channel", CHANNEL)

    async def answer() -> None:
        database = Database(sqlite_url)
        async with Store(database).work("local") as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            await work.workspace.set_home(Home("https://example.slack.com/"), NOW)
            said = (await work.messages.of(found.channel))[0]
            question = load_prompts().guide.templates["full"].sections[0].questions[0].id
            section = load_prompts().guide.templates["full"].sections[0].id
            where = (found.channel, said.ts)
            await work.interviews.add_answer(found.id, Answer(section, question, said.author, NOW, said.text, where))
            item = ActionItem("i1", 1, found.id, "Alert on lag", said.author, NOW, said.author, date(2026, 12, 1))
            await work.items.add(item)
        await database.close()

    asyncio.run(answer())


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_the_timeline_of_an_export_has_the_documented_shape() -> None:
    code, out = run("timeline", "--export", EXPORT, "--channel", CHANNEL, "--json")
    data = json.loads(out)
    assert code == 0
    assert set(data) == {"milestones", "entries", "action_items", "impact_facts"}
    assert set(data["milestones"]) == {f"{n}_at" for n in ("started", "detected", "acknowledged", "mitigated", "resolved")}
    # Which minute it is belongs to `make eval`; here it has its shape.
    assert re.fullmatch(r"2026-11-15T22:5\d:00Z", data["milestones"]["started_at"]["at"])
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


def documented(heading: str) -> Any:
    """The example of a shape in docs/command-line.md."""
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8").split(f"### {heading}", 1)[1]
    return json.loads(text.split("```json", 1)[1].split("```", 1)[0])


def other(shown: Any, example: Any, at: str = "$") -> list[str]:
    """Where a document has another shape than its example: other keys, or other types. Null may stand for anything."""
    if shown is None or example is None:
        return []
    if type(shown) is not type(example):
        return [f"{at}: {type(shown).__name__} instead of {type(example).__name__}"]
    if isinstance(example, dict):
        if at.endswith(".names"):
            return [f for v in shown.values() for f in other(v, next(iter(example.values())), f"{at}.*")]
        if shown.keys() != example.keys():
            return [f"{at}: {sorted(shown.keys() ^ example.keys())}"]
        if at.endswith(".milestones"):
            example = dict.fromkeys(example, next(v for v in example.values() if v))
        return [f for k in example for f in other(shown[k], example[k], f"{at}.{k}")]
    if isinstance(example, list):
        return [f for v in shown for f in other(v, example[0], f"{at}[]")]
    return []


def test_every_json_has_its_documented_shape(answered_report: None) -> None:
    timeline = json.loads(run("timeline", "--export", EXPORT, "--channel", CHANNEL, "--json")[1])
    report = json.loads(run("report", "1", "--json")[1])
    assert other(timeline, documented("timeline")) == []
    assert other(report, documented("report")) == []
    assert [other(one, documented("report")) for one in json.loads(run("export", "--json")[1])] == [[]]
    assert other(json.loads(run("actions", "--json")[1]), documented("actions")) == []
    assert other(json.loads(run("import", EXPORT, "--channel", CHANNEL, "--json")[1]), documented("import")) == []
    assert other(json.loads(run("doctor", "--offline", "--json")[1]), documented("doctor")) == []
    # Nothing of it was empty, so each shape was really held against its example.
    assert all(timeline[k] for k in timeline)
    assert all(report[k] for k in report if k not in {"heard", "factors", "safeguards", "fixes", "differing"})
    assert any(q["answers"] for s in report["sections"] for q in s["questions"])


def test_a_changed_shape_is_noticed() -> None:
    example = documented("import")
    assert other({"postmortem": 1}, example) == ["$: ['messages']"]
    assert other({"postmortem": "1", "messages": 2}, example) == ["$.postmortem: str instead of int"]


def test_the_whole_is_printed_as_markdown_where_it_is_to_be_read() -> None:
    run("import", EXPORT, "--channel", CHANNEL)
    assert run("export", "--markdown")[1] == run("report", "1")[1]


def test_every_command_of_the_document_is_there_and_tells_about_itself() -> None:
    table = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z-]+)", table, re.MULTILINE))
    assert named == {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    for name in named:
        code, out = run(name, "--help")
        assert code == 0
        assert len(out.splitlines()) > 5


def test_a_wrong_word_gets_the_nearest_right_one() -> None:
    code, out = run("reprot", "1")
    assert code == 2
    assert "report" in out


def test_what_is_printed_has_no_colours_where_nobody_looks_at_a_terminal() -> None:
    assert "\x1b" not in run("doctor", "--offline")[1]


@pytest.mark.parametrize(("form", "begins"), [("csv", "at,local_time"), ("md", "# Postmortem 1"), ("svg", "<svg"), ("json", "{")])
def test_the_timeline_of_a_postmortem_is_printed_in_every_format(form: str, begins: str) -> None:
    run("import", EXPORT, "--channel", CHANNEL)
    code, shown = run("timeline", "1", "--format", form, "--zone", "Asia/Tokyo")
    assert code == 0
    assert shown.startswith(begins)


def test_the_picture_of_an_export_is_written_into_a_file(tmp_path: Path) -> None:
    code, _ = run("timeline", "--export", EXPORT, "--channel", CHANNEL, "--format", "png", "--out", str(tmp_path / "t.png"))
    assert code == 0
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "words", [(), ("99",), ("--export", "x"), ("1", "--format", "doc"), ("1", "--format", "csv", "--zone", "Mars/Base")]
)
def test_a_timeline_that_cannot_be_printed_says_what_to_do(words: tuple[str, ...]) -> None:
    run("import", EXPORT, "--channel", CHANNEL)
    code, shown = run("timeline", *words)
    assert code == 1
    assert "Traceback" not in shown
    assert shown.strip()
