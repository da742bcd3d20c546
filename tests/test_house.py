"""The house stays as it was laid out: who may import whom, how long things are, where SQL, blocks and wording stand."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT, TESTS = ROOT / "bot", ROOT / "tests"
LONGEST_FILE, LONGEST_FUNCTION = 400, 50

# Files that are too long still. Only ever take lines away.
TOO_LONG: set[str] = set()

# Words that people write, to be recognised: no wording of ours.
LEXICONS = {"bot/domain/date_words.py", "bot/domain/lexicon.py", "bot/domain/milestone_words.py"}

# Names that say nothing about what a module holds.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "core", "service", "misc"}
BLOCK_TYPES = {
    "section", "header", "context", "actions", "divider", "image", "input", "rich_text", "modal", "home", "button",
    "static_select", "users_select", "datepicker", "datetimepicker", "plain_text_input", "overflow", "mrkdwn", "plain_text",
}  # fmt: skip
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|(CREATE|ALTER|DROP)\s+TABLE)\b", re.DOTALL)
SENTENCE = re.compile(r"(?:(?<![^\s(`“])[A-Za-z’'`,:]{2,}[.?!…)]*\s+){2,}[A-Za-z’'`]{2,}")
# Calls whose texts are no part of what the bot says: faults of the installation and of ourselves, names of figures,
# the description of an option or a setting where it is declared, patterns.
NO_WORDING = {
    "ConfigError", "ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError", "AssertionError",
    "Counter", "Gauge", "Histogram", "Option", "Argument", "Typer", "Field", "compile", "search", "match", "sub", "Fault", "wrong",
}  # fmt: skip


@cache
def sources(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(f for f in folder.rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_imports_run_one_way() -> None:
    found = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout


def test_a_file_can_be_read_in_one_sitting() -> None:
    long = {name(f) for folder in (BOT, TESTS) for f in sources(folder) if len(f.read_text("utf-8").splitlines()) > LONGEST_FILE}
    assert long - TOO_LONG == set()


def test_a_function_can_be_read_at_once() -> None:
    long = [
        f"{name(file)}:{node.lineno} {node.name}"
        for folder in (BOT, TESTS)
        for file in sources(folder)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_a_module_is_called_by_what_it_holds() -> None:
    assert [name(f) for f in sources(BOT) if f.stem in EMPTY_NAMES] == []


def modules() -> Iterator[tuple[str, Path]]:
    for file in sources(BOT):
        if file.name not in {"__init__.py", "__main__.py"}:
            yield name(file), TESTS / file.relative_to(BOT).with_name(f"test_{file.name}")


def test_every_module_has_its_tests() -> None:
    bare = {module for module, test in modules() if not (test.is_file() and "def test_" in test.read_text(encoding="utf-8"))}
    assert bare == set(), "write the tests of these modules"


def test_blocks_are_built_where_blocks_are_built() -> None:
    found = [
        f"{name(file)}:{node.lineno}"
        for file in sources(BOT)
        if not file.is_relative_to(BOT / "slack" / "blocks") and not file.is_relative_to(BOT / "playground")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Dict) and _block_type(node) in BLOCK_TYPES
    ]
    assert found == []


def _block_type(node: ast.Dict) -> str:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant):
            return str(value.value)
    return ""


def test_only_the_store_speaks_sql() -> None:
    found = []
    for file in sources(BOT):
        if file.is_relative_to(BOT / "store"):
            continue
        for node in ast.walk(tree(file)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            drivers = any(n.split(".")[0] in {"sqlalchemy", "aiosqlite", "sqlite3", "psycopg", "alembic"} for n in names)
            if drivers or (isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)):
                found.append(f"{name(file)}:{getattr(node, 'lineno', 0)}")
    assert found == []


def test_nothing_tells_the_time_but_the_clock() -> None:
    found = [
        f"{name(file)}:{node.lineno}"
        for file in sources(BOT)
        if file != BOT / "clock.py" and not file.is_relative_to(BOT / "playground")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
        and (
            node.attr in {"utcnow", "today"}
            or (node.attr == "now" and ast.unparse(node.value) in {"datetime", "datetime.datetime"})
        )
    ]
    assert found == []


def test_what_the_bot_says_stands_in_the_prompts() -> None:
    found = [
        (name(file), f"{name(file)}:{line} {text[:60]!r}")
        for file in sources(BOT)
        if not file.is_relative_to(BOT / "playground")
        for line, text in _texts(tree(file))
        if SENTENCE.search(text) and name(file) not in LEXICONS
    ]
    assert found == []


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text that is no docstring and does not belong to a call of NO_WORDING or of the log."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in NO_WORDING or ast.unparse(node.func).startswith("log."):
            return
    if isinstance(node, ast.JoinedStr):
        yield node.lineno, "".join(str(p.value) if isinstance(p, ast.Constant) else "{it}" for p in node.values)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Something went wrong on my side.", True),
        ("postmortem_events_total", False),
        ("channels:history", False),
        ("%Y-%m-%d %H:%M", False),
    ],
)
def test_a_sentence_is_told_from_a_name(text: str, is_one: bool) -> None:
    assert bool(SENTENCE.search(text)) is is_one
