"""Each error that people see has its words, and they fit what it is raised with."""

from __future__ import annotations

import ast
from pathlib import Path

import bot
from bot.errors import BadInput, NotAllowed, NotFound, UserError
from bot.prompts import load_prompts

SAY = load_prompts()
KINDS = {k.__name__ for k in (UserError, BadInput, NotFound, NotAllowed)}


def raised() -> list[tuple[str, set[str]]]:
    """The key and the details of every error in the code whose key is written out."""
    found = []
    for file in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KINDS:
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                found.append((str(node.args[0].value), {str(k.arg) for k in node.keywords} - {"field"}))
    return found


def test_every_error_can_be_said() -> None:
    errors = raised()
    assert len(errors) > 20
    for key, details in errors:
        assert SAY.say(key, **dict.fromkeys(details, "x"))


def test_an_error_of_a_form_knows_its_field_and_one_of_a_command_none() -> None:
    assert BadInput("error.no_title", field="title").field == "title"
    assert BadInput("error.no_title").field == ""
    assert BadInput("error.due_past", field="due", due="2026-01-01").details == {"due": "2026-01-01"}
