"""Where somebody stands in the timeline's windows: travels with each of them, so that a press knows what was seen."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, replace

LINES, LEFT_OUT, OFFERED, APART, HISTORY = "lines", "left_out", "offered", "apart", "history"


@dataclass(frozen=True, slots=True)
class Where:
    """`channel` is where it was opened; `seen` the number of the last step that was shown; `line` the one in question."""

    postmortem: str
    channel: str
    tab: str = LINES
    page: int = 0
    seen: int = 0
    line: str = ""

    def pack(self) -> str:
        """As it travels."""
        return json.dumps(astuple(self), separators=(",", ":"))

    def at(self, tab: str, page: int = 0) -> Where:
        """Another list or page."""
        return replace(self, tab=tab, page=page, line="")


def unpack(packed: str) -> Where:
    """What travelled; raises ValueError where it is not ours."""
    values = json.loads(packed or "[]")
    if not isinstance(values, list) or len(values) != 6:
        raise ValueError("no place of ours")
    postmortem, channel, tab, page, seen, line = values
    return Where(str(postmortem), str(channel), str(tab), int(page), int(seen), str(line))
