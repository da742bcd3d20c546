"""What kind of event a message is: the kind whose weights its signals speak for most."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class EntryKind(StrEnum):
    """The kinds of a timeline's lines."""

    DETECTION = "detection"
    ESCALATION = "escalation"
    HYPOTHESIS = "hypothesis"
    DECISION = "decision"
    ACTION = "action"
    MITIGATION = "mitigation"
    RESOLUTION = "resolution"
    COMMUNICATION = "communication"
    IMPACT = "impact"
    OBSERVATION = "observation"
    CONTEXT = "context"


# An integration says its kind itself.
OF_ALERT: Mapping[str, EntryKind] = {
    "alert_opens": EntryKind.DETECTION,
    "alert_acked": EntryKind.DETECTION,
    "alert_escalates": EntryKind.ESCALATION,
    "alert_status": EntryKind.COMMUNICATION,
    "alert_change": EntryKind.ACTION,
    "alert_ends": EntryKind.OBSERVATION,
    "alert_review": EntryKind.CONTEXT,
    "alert_other": EntryKind.OBSERVATION,
}
# What nothing speaks for is an observation.
ENOUGH = -3.2


def kind_of(found: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> EntryKind:
    """The kind of a message with these signals; `weights` holds those of each kind."""
    if "alert" in found:
        return next((kind for name, kind in OF_ALERT.items() if name in found), EntryKind.OBSERVATION)
    best, most = EntryKind.OBSERVATION.value, ENOUGH
    signs = list(found.items())
    for kind, of_kind in weights.items():
        get = of_kind.get
        total = of_kind["bias"] + sum([get(name, 0.0) * value for name, value in signs])
        if total > most:
            best, most = kind, total
    return EntryKind(best)
