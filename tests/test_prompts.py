"""What the bot says: every text that the code asks for is there, with the blanks that it fills in."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.guide_files import load_template
from bot.policy_files import load_policy
from bot.prompts import load_prompts

BOT = Path(__file__).parent.parent / "bot"
SAYING = {"say", "BadInput", "NotFound", "NotAllowed"}
Wanted = tuple[str, frozenset[str] | None]


def asked_for() -> Iterator[tuple[str, Wanted]]:
    """Each place that names a text by a plain key: (where, (key, the blanks it fills; None where they come from elsewhere))."""
    for file in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0].value
            if name in SAYING and isinstance(key, str):
                names = {k.arg for k in node.keywords if k.arg and k.arg != "field"}
                spread = any(k.arg is None for k in node.keywords)
                yield f"{file.name}:{node.lineno}", (key, None if spread else frozenset(names))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("where", "wanted"), list(asked_for()))
def test_a_text_that_the_code_asks_for_is_there_and_can_be_filled_in(where: str, wanted: Wanted) -> None:
    key, given = wanted
    texts = load_prompts().texts
    assert key in texts, where
    if given is not None:
        assert blanks(texts[key]) <= given, where


def test_no_text_lies_there_for_nobody() -> None:
    source = "\n".join(f.read_text(encoding="utf-8") for f in (*BOT.rglob("*.py"), *BOT.rglob("*.html")))
    named = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*)[\"']", source))
    prefixes = tuple(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*[._])(?:\{|[\"'])", source))
    assert [k for k in load_prompts().texts if k not in named and not k.startswith(prefixes)] == []


def test_another_language_says_what_we_say_with_the_same_blanks() -> None:
    say = load_prompts()
    assert set(say.languages) >= {"en", "de"}
    for language, texts in say.languages.items():
        known = {f"factor.{f.name}" for f in say.taxonomy.factors}
        for key, text in texts.items():
            assert key.startswith("section.") or key in known or blanks(text) == blanks(say.texts[key]), (language, key)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("sections: []", "line 1: 'sections' is missing"),
        (
            "sections:\n  - id: a\n    title: A\n    questions:\n      - id: q\n        ask: One? Two?",
            "line 5: one question at a time",
        ),
        ("sections:\n  - id: a\n    title: A\n    questions:\n      - id: q\n", "line 5: 'ask' is missing"),
        ("sections: [", "not valid YAML"),
    ],
)
def test_a_template_that_is_not_right_is_refused_with_its_line(tmp_path: Path, text: str, advice: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(advice)):
        load_template(file)


def test_a_policy_that_is_not_right_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("days: [soon]\nhours: [9, 17]")
    with pytest.raises(ConfigError, match="whole numbers"):
        load_policy(file)


def test_a_workspace_changes_a_text_and_keeps_the_others(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "own.yaml").write_text("button:\n  done: Fertig")
    say = load_prompts(tmp_path)
    assert say.say("button.done") == "Fertig"
    assert say.say("button.save") == "Save"
