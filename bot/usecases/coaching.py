"""What the coach looks at, and whom it leaves alone.

A text is looked at after it was stored, by an effect of which nothing stays. See docs/decisions/0006.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.domain.access import Deed, Reader
from bot.domain.curation import Add, EditText
from bot.domain.edition import newest
from bot.domain.interview import Answer
from bot.store.work import Work
from bot.usecases import reading


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text stands: an `answer` (channel, ts), a `line` (id, ""), an `item` (id, ""), or a `section` of the report as
    it was edited (id, "")."""

    kind: str
    postmortem: str
    one: str
    two: str = ""

    def __str__(self) -> str:
        """As it travels with a button."""
        return "|".join((self.kind, self.postmortem, self.one, self.two))

    @staticmethod
    def of(text: str) -> Source:
        """Read it back."""
        kind, postmortem, one, two = text.split("|")
        return Source(kind, postmortem, one, two)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a remark is shown: to that person, in that channel, perhaps in a thread."""

    person: str
    channel: str
    thread_ts: str = ""


async def look(work: Work, source: Source, shown: Shown, now: datetime) -> None:
    """Have a text of a person looked at, soon and beside everything else."""
    payload = {"source": str(source), "person": shown.person, "channel": shown.channel, "thread_ts": shown.thread_ts}
    mark = blake2b(f"{source}|{now.timestamp()}".encode(), digest_size=16).hexdigest()
    # One lane for all, so that the row names nobody while it waits.
    await work.outbox.add("coach", "coach", f"coach:{mark}", payload, now)


async def text_of(work: Work, source: Source) -> str | None:
    """Today's words of a text; None where it is gone."""
    if source.kind == "answer":
        found = await _answer(work, source)
        return found.text if found else None
    if source.kind == "item":
        item = await work.items.get(source.one)
        return item.text if item else None
    if source.kind == "section":
        edition = newest(await work.editions.of(source.postmortem)).get(source.one)
        return edition.text if edition and edition.text else None
    return await line_text(work, source)


async def _answer(work: Work, source: Source) -> Answer | None:
    given = await work.coaching.worded(await work.interviews.answers(source.postmortem))
    return next((a for a in given if a.source == (source.one, source.two)), None)


async def line_text(work: Work, source: Source) -> str | None:
    """The words that were typed last for a line, if they still count."""
    steps = (await work.postmortems.curation(source.postmortem)).active
    typed = [s.change for s in steps if isinstance(s.change, Add | EditText) and source.one in s.change.keys]
    return typed[-1].text if typed else None


async def line_keys(work: Work, source: Source) -> tuple[str, ...]:
    """All messages of the line that these words were typed for."""
    steps = (await work.postmortems.curation(source.postmortem)).active
    typed = [s.change for s in steps if isinstance(s.change, Add | EditText) and source.one in s.change.keys]
    return typed[-1].keys if typed else (source.one,)


async def wanted(work: Work, source: Source, person: str) -> bool:
    """Whether the coach may speak to that person about that postmortem."""
    return not await work.coaching.is_quiet((f"person:{person}", f"postmortem:{source.postmortem}"))


async def first_time(work: Work, words: str, secret: str) -> bool:
    """Whether no remark was made on these words yet. They are remembered as a keyed hash, without who wrote them."""
    plain = " ".join(words.lower().split())
    mark = blake2b(plain.encode(), key=blake2b(secret.encode(), digest_size=32).digest(), digest_size=24).hexdigest()
    return await work.coaching.be_quiet(f"words:{mark}")


async def switch(work: Work, reader: Reader, name: str, *, on: bool) -> None:
    """Switch the coach off or on: for oneself ("me"), or for a postmortem by its id."""
    key = f"person:{reader.id}"
    if name != "me":
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(name))
        key = f"postmortem:{found.id}"
    await (work.coaching.speak_again(key) if on else work.coaching.be_quiet(key))


@dataclass(frozen=True, slots=True)
class Offer:
    """A rewrite as it travels with a button: of which text, of which words of it (a short hash), and what it says."""

    source: Source
    words: str
    text: str = ""

    def __str__(self) -> str:
        """As it travels."""
        return f"{self.source}\n{self.words}\n{self.text}"

    @staticmethod
    def read(value: str) -> Offer:
        """Read it back."""
        source, words, text = value.split("\n", 2)
        return Offer(Source.of(source), words, text)


def mark_of(text: str) -> str:
    """A short hash of a text, to see whether it is still the same."""
    return blake2b(text.encode(), digest_size=8).hexdigest()
