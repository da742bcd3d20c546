"""Template + answers so far → what to ask next. A section is one thread; its questions come one at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

SKIP = re.compile(r"(?i)^\s*(skip|pass|überspringen|saltar|passer)\s*[.!]?\s*$")
NEXT = re.compile(r"(?i)^\s*(next|weiter|siguiente|suivant)\s*[.!]?\s*$")
DONT_KNOW = re.compile(
    r"(?i)^\s*(?:(?:i\s+)?(?:do\s?n[o']?t|don’t)\s*know|dunno|no idea|idk|(?:i'?m )?not sure|keine ahnung|weiß nicht|no (?:lo )?sé|"
    r"je ne sais pas|não sei)\s*[.!]?\s*$"
)
WORD = re.compile(r"\w", re.UNICODE)
EMOJI_NAME = re.compile(r":[a-z0-9_+'-]+:")


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up question, asked when an answer has `cue` matched or `lacks` unmatched (patterns), and never where
    what it asks is `known` by now (names of facts). `endless` asks where a temporary fix has no end."""

    id: str
    ask: str
    cue: re.Pattern[str] | None = None
    lacks: re.Pattern[str] | None = None
    known: tuple[str, ...] = ()
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: the words, why it is asked, an example, and the probes that may follow.

    `known` names the facts that would answer it: where the chat has them, they are shown and confirmed instead.
    `record` says that answers are records of a kind (safeguard, fix); `opening` marks the question that an invitation
    opens; `cues` whether the probes that any answer may call for belong to it.
    """

    id: str
    ask: str
    why: str = ""
    example: str = ""
    probes: tuple[Probe, ...] = ()
    known: tuple[str, ...] = ()
    record: str = ""
    opening: bool = False
    cues: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report and the questions that fill it, in order."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole interview; `title` is what people choose it by."""

    id: str
    sections: tuple[Section, ...]
    title: str = ""

    def section(self, section_id: str) -> Section | None:
        """The section of that id."""
        return next((s for s in self.sections if s.id == section_id), None)

    def recording(self, record: str) -> frozenset[str]:
        """The questions whose answers are records of that kind."""
        return frozenset(q.id for s in self.sections for q in s.questions if q.record == record)

    @property
    def starting(self) -> frozenset[str]:
        """The questions that ask when it began."""
        return frozenset(q.id for s in self.sections for q in s.questions if "began" in q.known)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said to one question. `text` is empty for a skip or "I don't know" (`said_unknown`).

    `probe` names the follow-up that it answers, empty for the question itself. `source` is
    (channel, ts) of the message that holds it; editing that message edits the answer. `way` is how it came
    (thread, dm, form, press); `confirms` that somebody only confirmed what the bot knew. A private answer bears
    `privacy` ("facilitator", then `confidant` may read it, or "unattributed").
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
    way: str = "thread"
    confirms: bool = False
    privacy: str = ""
    confidant: str = ""

    @property
    def has_content(self) -> bool:
        """Whether it says something: an emoji alone is kept but is no answer."""
        return is_content(self.text)

    @property
    def linked(self) -> bool:
        """Whether its message can be looked up by those who may see the postmortem: a DM or a form cannot."""
        return self.way == "thread"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put into a section's thread; `told` is what was known and shown to be confirmed."""

    question: str
    at: datetime
    probe: str = ""
    seq: int = 0
    told: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Personal:
    """A question put to one person: a follow-up in a thread, or anything by DM; `state`: open, answered, skipped,
    later (then to be asked again at `due_at`) or lapsed."""

    postmortem: str
    person: str
    section: str
    question: str
    probe: str
    place: str
    state: str
    seq: int
    asked_at: datetime
    due_at: datetime | None = None
    told: tuple[Mapping[str, str], ...] = ()


def is_content(text: str) -> bool:
    """Whether a text has words or figures in it once emoji names are taken out."""
    return WORD.search(EMOJI_NAME.sub(" ", text)) is not None


def current(asked: Sequence[Asked]) -> Asked | None:
    """What stands open in the thread: the last thing asked."""
    return asked[-1] if asked else None


def next_question(section: Section, asked: Sequence[Asked]) -> Question | None:
    """The first question that was not asked yet, in the template's order; None where the section is through."""
    done = {a.question for a in asked}
    return next((q for q in section.questions if q.id not in done), None)


def next_for(
    template: Template, person: str, answers: Sequence[Answer], put: Sequence[Personal]
) -> tuple[Section, Question] | None:
    """The first question of the whole interview that a person has not dealt with; None where there is none."""
    done = {(a.section, a.question) for a in answers if a.user == person}
    done |= {(p.section, p.question) for p in put if p.person == person and p.state in {"skipped", "later", "answered"}}
    every = ((s, q) for s in template.sections for q in s.questions)
    return next((pair for pair in every if (pair[0].id, pair[1].id) not in done), None)


def still_open(template: Template, person: str, answers: Sequence[Answer]) -> tuple[tuple[Section, Question], ...]:
    """What a person has not answered with content: skipped ones too, as any of them can be filled in later."""
    done = {(a.section, a.question) for a in answers if a.user == person and a.has_content}
    return tuple((s, q) for s in template.sections for q in s.questions if (s.id, q.id) not in done)


def addressed(standing: Asked | None, follow_ups: Sequence[Personal]) -> Asked | Personal | None:
    """What somebody's next words in a thread answer: their own follow-up, unless the thread has moved on since."""
    own = max((p for p in follow_ups if p.state == "open" and p.place == "thread"), key=lambda p: p.seq, default=None)
    if own is None or (standing is not None and standing.seq > own.seq):
        return standing
    return own
