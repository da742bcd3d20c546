"""What becomes of a rewrite that its author accepts: it stands where the text is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.action_item import TEXT_LIMIT
from bot.domain.curation import EditText
from bot.domain.edition import Edition, newest
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import coaching, reading, timeline
from bot.usecases.coaching import Offer, Source, mark_of, text_of
from bot.usecases.postmortems import show_card


async def accept(work: Work, reader: Reader, offer: Offer, request: str, now: datetime) -> None:
    """Put the accepted wording where the text is shown, unless that says something else by now.
    A message in Slack stays its author's as it is."""
    source, text = offer.source, offer.text.strip()
    if not text:
        raise BadInput("error.no_text", field="text")
    found = await reading.allowed(work, reader, _deed(source), await work.postmortems.get(source.postmortem))
    if mark_of(await text_of(work, source) or "") != offer.words:
        raise NotFound("coach.gone")
    if source.kind == "line":
        keys = await coaching.line_keys(work, source)
        await timeline.choose(work, reader, found, [EditText(keys, text)], request, now)
        return
    if source.kind == "section":
        last = newest(await work.editions.of(found.id))[source.one]
        if not found.open or not await work.editions.add(found.id, Edition(source.one, last.version + 1, text, reader.id, now)):
            raise NotFound("coach.gone")
    else:
        await (_accept_answer if source.kind == "answer" else _accept_item)(work, reader, source, text)
    await show_card(work, found, now)


def _deed(source: Source) -> Deed:
    return Deed.ANSWER if source.kind == "answer" else Deed.EDIT


async def _accept_answer(work: Work, reader: Reader, source: Source, text: str) -> None:
    given = await work.interviews.answers(source.postmortem)
    own = next((a for a in given if a.source == (source.one, source.two) and a.user == reader.id), None)
    if own is None:
        raise NotFound("coach.gone")
    await work.coaching.put_wording(own, text)
    await work.search.changed(source.postmortem)


async def _accept_item(work: Work, reader: Reader, source: Source, text: str) -> None:
    item = await work.items.get(source.one)
    if item is None or item.created_by != reader.id or not item.open:
        raise NotFound("coach.gone")
    plain = " ".join(text.split())
    if len(plain) > TEXT_LIMIT:
        raise BadInput("error.item_too_long", field="text", length=str(len(plain)), limit=str(TEXT_LIMIT))
    if not await work.items.save(replace(item, text=plain, version=item.version + 1), item.version, plan=False):
        raise BadInput("error.item_changed", number=str(item.number))
