"""How long a draft takes and what memory it needs, in a process of its own: `python -m tests.bench.drafting COUNT`."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bot.domain.alerts import alert_key, alert_state
from bot.domain.lexicon import POINTS_TO
from bot.domain.message import Message, moment
from bot.domain.signals import OF_MACHINES, heard
from bot.domain.timeline import draft
from tests.bench import material

PASS = re.compile(r"(?i)\b(?:errors?|down|rollback|deploy\w*|customers?|resolved)\b")


def measured(count: int) -> dict[str, float]:
    """The figures of a fresh process."""
    run = subprocess.run([sys.executable, "-m", "tests.bench.drafting", str(count)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _measure(count: int) -> dict[str, float]:
    # No two texts alike, as what is kept by text would answer for the second.
    said = [replace(m, text=f"{m.text} {n}" if m.text else "") for n, m in enumerate(material.messages(count))]
    laps = 3 if count <= 10_000 else 1
    cold = [_draft_ms(said, cold=True) for _ in range(laps)]
    more = [*said, replace(said[-1], ts="1900000000.000100", text="one more thing about the rollback", thread_ts=None)]
    return {
        "cold": median(cold),
        "again": _draft_ms(more, cold=False),
        "pass": median(_pass_ms(said) for _ in range(5)),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _draft_ms(said: Sequence[Message], cold: bool) -> float:
    if cold:
        for kept in (heard, moment, alert_state, alert_key):
            kept.cache_clear()
        POINTS_TO.clear()
        OF_MACHINES.clear()
    began = time.process_time()
    assert draft(said, {}).entries
    return (time.process_time() - began) * 1000


def _pass_ms(said: Sequence[Message]) -> float:
    began = time.process_time()
    for message in said:
        PASS.search(message.text)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
