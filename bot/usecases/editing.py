"""Edit the report: a section's text in place of its answers, by anybody who may, one version after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.edition import LIMIT, Edition
from bot.domain.guide import Guide
from bot.domain.interview import Section
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound, Overtaken
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import show_card


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor has before them: the section, what was said to it, and its editions, the newest last."""

    postmortem: Postmortem
    section: Section
    said: tuple[str, ...]
    editions: tuple[Edition, ...]

    @property
    def version(self) -> int:
        """Of the newest edition; 0 where there is none."""
        return self.editions[-1].version if self.editions else 0

    @property
    def text(self) -> str:
        """What stands in the report, and where that is nothing, what was said, to begin with."""
        last = self.editions[-1].text if self.editions else ""
        together = "\n\n".join(self.said)
        return last or (together if len(together) <= LIMIT else "")


async def lay_out(work: Work, reader: Reader, guide: Guide, postmortem: Postmortem, section_id: str) -> Desk:
    """A section as its editor finds it; raises BadInput for a postmortem that is closed."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
    section = guide.of(postmortem).section(section_id)
    if section is None:
        raise NotFound("error.question_gone")
    answers = await work.coaching.worded(await work.interviews.answers(postmortem.id))
    said = tuple(a.text for a in answers if a.section == section.id and a.has_content)
    made = tuple(e for e in await work.editions.of(postmortem.id) if e.section == section.id)
    return Desk(postmortem, section, said, made)


async def save(work: Work, reader: Reader, desk: Desk, text: str, seen: int, channel: str, now: datetime) -> Edition | None:
    """A new edition; None where nothing was changed. Raises Overtaken where somebody made one since version `seen`."""
    text = text.strip()
    if len(text) > LIMIT:
        raise BadInput("edit.too_long", field="text", length=str(len(text)), limit=str(LIMIT))
    if desk.version != seen:
        raise Overtaken("edit.overtaken", by=desk.editions[-1].by)
    if text == (desk.editions[-1].text if desk.editions else ""):
        return None
    edition = Edition(desk.section.id, desk.version + 1, text, reader.id, now)
    if not await work.editions.add(desk.postmortem.id, edition):
        raise Overtaken("edit.overtaken", by="")
    if text:
        source = Source("section", desk.postmortem.id, desk.section.id)
        await coaching.look(work, source, Shown(reader.id, channel), now)
    await show_card(work, desk.postmortem, now)
    return edition
