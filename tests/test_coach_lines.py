"""`postmortem-bot coach --jsonl`, as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

LINES: list[dict[str, str | int]] = [
    {"id": "a", "text": "the driver should have asked at 14:02, as any driver would"},
    {"id": 2, "text": "the driver called at 14:02"},
]


def coach(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "coach", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, check=False)


def test_lines_from_standard_input_are_answered_in_order() -> None:
    done = coach("--jsonl", given="\n".join(map(json.dumps, LINES)))
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == ["id", "blame", "category", "span", "question", "rewrite"]
    assert (first["id"], first["blame"], first["category"]) == ("a", True, "counterfactual")
    assert first["span"] in str(LINES[0]["text"])
    assert "14:02" in first["rewrite"]
    assert second == {"id": 2, "blame": False, "category": "none", "span": None, "question": None, "rewrite": None}


def test_a_file_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps(LINES[1]) + "\n\n")
    assert json.loads(coach("--jsonl", str(file)).stdout)["blame"] is False


def test_a_line_that_is_none_is_named() -> None:
    done = coach("--jsonl", given='{"id": 1}\n')
    assert done.returncode == 1
    assert "line 1" in done.stderr
    assert "Traceback" not in done.stderr
