"""Why a message is in the draft, as codes: `code` or `code:what`. Whoever shows a line turns them into words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.classify import EntryKind
from bot.domain.message import Message, MessageKind

SILENT = {EntryKind.OBSERVATION, EntryKind.CONTEXT}
ANSWERS = (("says_yes_to_it", "agreed"), ("is_agreed", "was_agreed"))
STRONG_WRITER, NEW_WORDS, ON_TOPIC, MANY = 0.25, 0.6, 0.45, 3


def reasons(
    message: Message, kind: EntryKind, own: Mapping[str, float], around: Mapping[str, float], brings: str = ""
) -> tuple[str, ...]:
    """The codes of what speaks for a message, the strongest sort first; `brings` is the word that it is the first to use."""
    found = _signs(message, own)
    if message.kind in {MessageKind.TOPIC, MessageKind.PURPOSE}:
        return (*found, "topic")
    if message.kind is MessageKind.ALERT:
        return (*found, next((name for name in own if name.startswith("alert_") and name != "alert_again"), "alert"))
    told = [code for signal, code in ANSWERS if around.get(signal)]
    told += [kind.value] if kind not in SILENT else []
    topic = around.get("topic", 0) >= ON_TOPIC
    if topic and around.get("brings_words", 0) >= NEW_WORDS:
        told.append(f"first_mention:{brings}" if brings else "first_mention")
    if not (found or told):
        told = ["on_topic"] if topic else ["from_responder"] if around.get("writer_beyond_usual", 0) >= STRONG_WRITER else []
    return (*found, *told)


def _signs(message: Message, own: Mapping[str, float]) -> list[str]:
    """What people marked it with."""
    found = []
    if message.pinned_by:
        found.append(f"pinned:{len(message.pinned_by)}" if len(message.pinned_by) > 1 else "pinned")
    if "asked_for" in own:
        found.append("asked_for")
    people = len({who for whos in message.reactions.values() for who in whos})
    if "moved" in own and people >= MANY:
        found.append(f"reacted:{people}")
    return found
