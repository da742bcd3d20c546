"""Contributing factors: proposed by what was said of the causes, accepted or turned down by people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.edition import newest
from bot.domain.factors import Factor, Proposal, Tag, Taxonomy
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases import reading
from bot.usecases.postmortems import show_card

# The section of the interview that speaks of causes.
CAUSES = "root_cause"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is accepted in a postmortem, what is proposed, and what else there is."""

    postmortem: Postmortem
    accepted: tuple[Factor, ...]
    proposed: tuple[Proposal, ...]
    others: tuple[Factor, ...]


async def standing(work: Work, taxonomy: Taxonomy, postmortem: Postmortem) -> Standing:
    """How the factors of a postmortem stand. Nothing is proposed by what was said in private."""
    tags = await work.factors.of(postmortem.id)
    accepted = taxonomy.accepted(tags)
    proposed = taxonomy.proposed(await _said(work, postmortem), {t.factor for t in tags})
    taken = {f.name for f in accepted} | {p.factor.name for p in proposed}
    return Standing(postmortem, accepted, proposed, tuple(f for f in taxonomy.factors if f.name not in taken))


async def decide(
    work: Work, taxonomy: Taxonomy, reader: Reader, postmortem_id: str, name: str, *, accepted: bool, now: datetime
) -> Standing:
    """Somebody says that a factor was one, or was not. Raises BadInput for a name that there is not."""
    found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    if taxonomy.get(name) is None:
        raise BadInput("error.no_factor")
    if not any(t.factor == name and t.accepted == accepted for t in await work.factors.of(found.id)):
        await work.factors.put(found.id, Tag(name, accepted, reader.id, now))
        await show_card(work, found, now)
    return await standing(work, taxonomy, found)


async def _said(work: Work, postmortem: Postmortem) -> list[str]:
    answers = await work.coaching.worded(await work.interviews.answers(postmortem.id))
    said = [a.text for a in answers if a.section == CAUSES and a.has_content]
    edition = newest(await work.editions.of(postmortem.id)).get(CAUSES)
    return [*said, edition.text] if edition else said
