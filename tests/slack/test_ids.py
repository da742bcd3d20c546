"""Names of what people can press: each its own, each with somebody who answers."""

from __future__ import annotations

import re
from pathlib import Path

from bot.slack import ids

NAMES = {name: value for name, value in vars(ids).items() if name.isupper()}
LISTENERS = Path(ids.__file__).parent / "listeners"


def test_no_two_things_have_the_same_name() -> None:
    assert len(set(NAMES.values())) == len(NAMES)


def test_whatever_can_be_pressed_is_answered() -> None:
    code = "\n".join(f.read_text("utf-8") for f in LISTENERS.glob("*.py"))
    assert [name for name in NAMES if not re.search(rf"\bids\.{name}\b", code)] == []
