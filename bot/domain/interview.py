"""Template + answers so far → what to ask next. A section is one thread; its questions come one at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SKIP = re.compile(r"(?i)^\s*(skip|pass|überspringen|saltar|passer)\s*[.!]?\s*$")
NEXT = re.compile(r"(?i)^\s*(next|weiter|siguiente|suivant)\s*[.!]?\s*$")
DONT_KNOW = re.compile(r"(?i)^\s*(i\s+)?(do\s?n[o']?t|don’t|dunno)\s*(know)?\s*[.!]?\s*$|^\s*(no idea|idk)\s*[.!]?\s*$")
WORD = re.compile(r"\w", re.UNICODE)
EMOJI_NAME = re.compile(r":[a-z0-9_+'-]+:")


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up question, asked when an answer has `lacks` unmatched or `cue` matched (patterns)."""

    id: str
    ask: str
    cue: re.Pattern[str] | None = None
    lacks: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: the words, why it is asked, an example, and the probes that may follow."""

    id: str
    ask: str
    why: str = ""
    example: str = ""
    probes: tuple[Probe, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report and the questions that fill it, in order."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole interview."""

    id: str
    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section | None:
        """The section of that id."""
        return next((s for s in self.sections if s.id == section_id), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said to one question. `text` is empty for a skip or "I don't know" (`said_unknown`).

    `probe` names the follow-up that it answers, empty for the question itself. `source` is
    (channel, ts) of the message that holds it; editing that message edits the answer.
    """

    section: str
    question: str
    user: str
    at: datetime
    text: str
    source: tuple[str, str]
    probe: str = ""
    skipped: bool = False
    said_unknown: bool = False

    @property
    def has_content(self) -> bool:
        """Whether it says something: an emoji alone is kept but is no answer."""
        return is_content(self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question (or its probe) that was put into the thread."""

    question: str
    at: datetime
    probe: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What to put into the thread: a question, or one of its probes; neither means the section is through."""

    question: Question | None
    probe: Probe | None = None


def is_content(text: str) -> bool:
    """Whether a text has words or figures in it once emoji names are taken out."""
    return WORD.search(EMOJI_NAME.sub(" ", text)) is not None


def current(asked: Sequence[Asked]) -> Asked | None:
    """What stands open in the thread: the last thing asked."""
    return asked[-1] if asked else None


def next_question(section: Section, asked: Sequence[Asked]) -> Next:
    """The first question that was not asked yet, in the template's order."""
    done = {a.question for a in asked}
    return Next(next((q for q in section.questions if q.id not in done), None))


def follow_up(section: Section, asked: Sequence[Asked], answer: Answer) -> Next | None:
    """The one probe that an answer calls for; None where it lacks nothing or one was asked already."""
    question = next((q for q in section.questions if q.id == answer.question), None)
    if question is None or answer.skipped or answer.said_unknown or answer.probe or not answer.has_content:
        return None
    if any(a.question == question.id and a.probe for a in asked):
        return None
    probe = next((p for p in question.probes if calls_for(p, answer.text)), None)
    return Next(question, probe) if probe else None


def calls_for(probe: Probe, text: str) -> bool:
    """Whether a text has the probe's cue, or lacks what the probe asks for."""
    if probe.cue is not None and not probe.cue.search(text):
        return False
    if probe.lacks is not None:
        return not probe.lacks.search(text)
    return probe.cue is not None
