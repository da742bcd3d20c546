"""What the chat told is known by its own words, with the message that says it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.classify import EntryKind
from bot.domain.extract import ImpactFact, impact_facts, proposed_actions
from bot.domain.interview import Answer
from bot.domain.known import from_answers, from_chat
from bot.domain.lines import Entry
from bot.domain.message import Message
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import Timeline, draft

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def chat(*texts: str) -> list[Message]:
    return [Message("C", f"{int(NOON.timestamp()) + 60 * n}.000100", f"U{n % 2}", t) for n, t in enumerate(texts)]


def known_from(*texts: str) -> dict[str, list[str]]:
    said = chat(*texts)
    found = from_chat(draft(said, {}), impact_facts(said), proposed_actions(said, {}))
    return {name: [t.text or str(t.milestone) for t in told] for name, told in found.items()}


def test_moments_are_known_only_all_together() -> None:
    told = known_from("checkout is down, it started at 11:58 UTC", "customers see errors", "all clear, incident is resolved")
    assert told["began"] == [MilestoneName.STARTED, MilestoneName.DETECTED]
    assert told["span"] == [MilestoneName.STARTED, MilestoneName.RESOLVED]
    assert "span" not in known_from("checkout is down, it started at 11:58 UTC")


def test_figures_are_known_in_the_words_of_who_said_them_and_those_of_the_timeline_come_first() -> None:
    said = chat("checkout is down, errors everywhere", "40 customers could not pay", "31 tickets by now", "lunch for 12 people")
    facts = [ImpactFact(kind, m.text, m.ts) for kind, m in zip(("users", "tickets", "users"), said[1:], strict=True)]
    lines = Timeline((line(said[1]),))
    told = from_chat(lines, facts, ())
    assert [t.text for t in told["users_figures"]] == ["40 customers could not pay"]
    assert [t.text for t in told["business_figures"]] == ["31 tickets by now"]
    assert [t.ts for t in told["business_figures"]] == [said[2].ts]


def line(message: Message) -> Entry:
    return Entry(message.ts, message.at, (message.ts,), EntryKind.IMPACT, message.text, message.author, (), message.channel)


def test_another_answer_tells_what_a_later_question_would_ask() -> None:
    answer = Answer(
        "root_cause", "conditions", "U1", NOON, "Load had doubled. The review asks for a port, not for traffic.", ("C", "1.0")
    )
    (told,) = from_answers([answer], "root_cause", "process")["said_process"]
    assert told.text == "The review asks for a port, not for traffic."
    assert from_answers([answer], "root_cause", "conditions") == {}
    assert from_answers([answer], "resolution", "temporary") == {}
