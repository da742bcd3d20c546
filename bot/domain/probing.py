"""An answer → the one follow-up that it calls for. The probe belongs to what was said, not to what was asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.fixes import endless
from bot.domain.interview import Answer, Probe, Question

# A story of this many words has told its own how and when; a cue in passing is no reason to interrupt.
STORY = 120


def follow_up(question: Question, general: Sequence[Probe], said: Sequence[Answer], known: Collection[str]) -> Probe | None:
    """The probe that somebody's words to a question call for; None where nothing is missing, or they had one already.

    `said` are all their answers to it, in order; `known` names the facts that need no asking."""
    words = [a for a in said if not a.privacy]
    if not words or words[-1].probe or any(a.probe for a in words):
        return None
    last = words[-1]
    if last.skipped or last.said_unknown or last.confirms or not last.has_content:
        return None
    text = "\n".join(a.text for a in words if a.text)
    own = next((p for p in question.probes if calls_for(p, text) and not set(p.known) & set(known)), None)
    if own is not None or not question.cues or len(text.split()) > STORY:
        return own
    return next((p for p in general if calls_for(p, text) and not set(p.known) & set(known)), None)


def calls_for(probe: Probe, text: str) -> bool:
    """Whether a text has the probe's cue, or lacks what the probe asks for."""
    if probe.endless:
        return endless(text)
    if probe.cue is not None and not probe.cue.search(text):
        return False
    if probe.lacks is not None:
        return not probe.lacks.search(text)
    return probe.cue is not None


def probe_of(question: Question, general: Sequence[Probe], probe: str) -> Probe | None:
    """The probe of that name, of the question itself or of those that belong to any answer."""
    return next((p for p in (*question.probes, *general) if p.id == probe), None)
