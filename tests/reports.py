"""Lines and reports made up for tests of what shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.action_item import ActionItem
from bot.domain.classify import EntryKind
from bot.domain.extract import ImpactFact
from bot.domain.interview import Answer, Question, Section, Template
from bot.domain.lines import Entry
from bot.domain.message import Person, moment
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.postmortem import Postmortem, Severity
from bot.domain.report import Company, Links, Report, Spoken, build
from bot.domain.timeline import Timeline

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TS = "1700000000.000100"
STARTED = datetime(2026, 11, 24, 8, tzinfo=UTC)
POSTMORTEM = Postmortem("P1", 7, "C1", "Checkout is down", "U1", NOW, "U1", Severity.SEV2, ("checkout",))
TEMPLATE = Template("t", (Section("impact", "Impact", "", (Question("who", "Who?"), Question("cost", "What did it cost?"))),))
ITEM = ActionItem("i1", 1, "P1", "Alert on lag", "U1", NOW, owner="U2", due=date(2026, 12, 4))


def entry(text: str = "rolling back", author: str = "U1", ts: str = TS) -> Entry:
    """A line that stands for one message."""
    key = f"C1:{ts}"
    why = ("action",)
    return Entry(key, moment(ts), (ts,), EntryKind.ACTION, text, author, why, "C1", keys=(key,), channels=("C1",))


def a_report(  # what a test does not name does not matter to it
    postmortem: Postmortem = POSTMORTEM,
    said: Sequence[str] = ("All shops in Europe, 1,200 of them.",),
    lines: Sequence[Entry] = (entry(),),
    items: Sequence[ActionItem] = (ITEM,),
    name: str = "Sam O'Neill",
    questions: Sequence[str] = (),
) -> Report:
    """A whole report: an incident of 30 hours, told by U2."""
    marks = dict.fromkeys(MilestoneName) | {
        MilestoneName.STARTED: Milestone(STARTED, TS, "stated"),
        MilestoneName.RESOLVED: Milestone(STARTED + timedelta(hours=30), None, "by_hand"),
    }
    answers = [Answer("impact", "who", "U2", NOW, text, ("C1", TS)) for text in said]
    people = {"U1": Person("U1", "Ada"), "U2": Person("U2", name)}
    timeline = Timeline(tuple(lines), milestones=marks, questions=tuple(questions))
    facts = [ImpactFact("users", "1,200 shops", TS)]
    company = Company({p.id: p.name for p in people.values()})
    return build(postmortem, TEMPLATE, timeline, facts, Spoken(answers), items, people, company, Links("https://acme.slack.com/"))


def numbered(count: int, text: str = "rolling back") -> list[Entry]:
    """That many lines, a minute apart."""
    return [replace(entry(f"{text} {n}", ts=f"{1_700_000_000 + 60 * n}.000100")) for n in range(count)]
