"""What an integration's message says about its alert: opens, is taken on, ends, … whichever product wrote it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache


class AlertState(StrEnum):
    """What happened to an alert, or what else an integration tells."""

    OPENS = "opens"
    ACKED = "acked"
    ENDS = "ends"
    ESCALATES = "escalates"
    STATUS = "status"  # what the public is told
    CHANGE = "change"  # a deploy, a merge, a flag
    REVIEW = "review"  # a change that is only proposed, a build
    OTHER = "other"


def _any(*words: str) -> str:
    return r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)"


@cache
def _pattern() -> re.Pattern[str]:
    """What each state is called. Compiled at the first alert, so that the start does not pay for it."""
    # The first that is found counts; within one text the earliest place wins where several are found.
    return re.compile(
        "(?i)"
        + "|".join(
            f"(?P<{state.value}>{_any(*words)})"
            for state, words in (
                (AlertState.STATUS, ("investigating", "identified", "incident update", r"status ?page", "partial outage", "major outage",
                                     "degraded performance", "scheduled maintenance", "postmortem published",
                                     r"(?:incident )?(?:monitoring|resolved):? (?=\S)(?!\[)(?=.{40})")),
                (AlertState.ESCALATES, ("escalated", "reassigned", r"no (?:response|acknowledge?ment)", "eskaliert", "escalado", "escaladé")),
                (AlertState.ACKED, ("acknowledged", "acknowledge", "acked", "ack", "assigned to you", r"(?:was|is) assigned", "bestätigt", "reconocida", "acquitté", "reconhecido")),
                (AlertState.ENDS, ("resolved", "recovered", "recovery", "ok", "cleared", "closed", "up", "healthy again", "back to normal", "behoben", "resuelta", "résolu", "resolvido", "dismissed")),
                (AlertState.OPENS, ("trigger(?:ed|ing)?", "firing", "alerting", "critical", "problem", "down", "alert opened", "alert created", "created", "new issue", "open(?:ed)?",
                                    "unhealthy", "breached", "crit", "warn(?:ing)?", "failing", "unreachable", "p[1-3]", "sev-?[0-3]", "ausgelöst", "störung", "alerta", "alerte", "disparad[oa]")),
                (AlertState.REVIEW, (r"pull request (?:opened|created|approved)", r"(?:build|pipeline|tests?|checks?)\b.{0,40}\b(?:passed|failed|succeeded|success|fixed)",
                                     "passed on", "failed on", r"dag \w+", r"(?:daily|weekly|nightly|monthly) (?:\w+ )?(?:report|summary|digest)", "weekly report")),
                (AlertState.CHANGE, ("deploy(?:ed|ment|ing|s)?", "merged", "release[ds]?", r"rolled (?:out|back)", "rollback", "rollout", r"pushed to", "feature flag", r"flag \S+ (?:on|off|enabled|disabled)",
                                     "apply complete", "applied", "synced", "promoted", "shipped", "migrated", "success", "succeeded", "ausgerollt", "desplegad[oa]", "déployé")),
            )
        )
    )  # fmt: skip


# What weighs more where a text says several things: a deploy that failed is still a deploy, a pull request is none yet.
RANK = (
    AlertState.REVIEW,
    AlertState.CHANGE,
    AlertState.STATUS,
    AlertState.ESCALATES,
    AlertState.ACKED,
    AlertState.ENDS,
    AlertState.OPENS,
)


PUBLIC = re.compile(r"(?i)status")


@lru_cache(maxsize=8192)
def alert_state(text: str, written_by: str = "") -> AlertState:
    """What the first lines of an integration's message say; the title counts before what follows."""
    if PUBLIC.search(written_by):
        return AlertState.STATUS
    title, _, rest = text.partition("\n")
    for part in (title, rest[:400]):
        found = {m.lastgroup for m in _pattern().finditer(part)}
        for state in RANK:
            if state.value in found:
                return state
    return AlertState.OTHER


NUMBERED = re.compile(r"#\d{2,}|\bINC-?\d+\b|\b[A-Z]+-\d{2,}\b")
LEAD = re.compile(r"\[[^\]]*\]|[\W\d_]+")


@lru_cache(maxsize=8192)
def alert_key(text: str) -> str:
    """What stays the same in an alert's messages: its number where it bears one, else its title without state and figures."""
    title = text.partition("\n")[0]
    number = NUMBERED.search(title)
    if number:
        return number[0].lower()
    return LEAD.sub(" ", STATES.sub(" ", title.lower())).strip()[:60]


STATES = re.compile(
    r"(?i)\b(?:alert|triggered|firing|acknowledged|acked|ack|resolved|recovered|escalated|closed|opened|open|problem|ok|warn(?:ing)?|by \w+(?: \w+)?)\b"
)
