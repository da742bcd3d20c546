"""Reports as files, for whoever asks for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.postmortem import Postmortem
from bot.store.work import Work
from bot.usecases import reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file: its form (md, html, pdf, json), the kind of report, and the language where it is not the kind's own."""

    form: str
    kind: str
    language: str = ""


async def send_file(
    work: Work, reader: Reader, postmortem_id: str | None, wanted: Wanted, request: str, now: datetime
) -> Postmortem:
    """Send the report as a file to whoever asks, as far as they may read it."""
    found = await work.postmortems.get(postmortem_id) if postmortem_id else None
    found = await reading.allowed(work, reader, Deed.SEE, found)
    payload = {"postmortem": found.id, "person": reader.id, "channels": sorted(reader.channels)}
    which = {"form": wanted.form, "kind": wanted.kind, "language": wanted.language}
    await work.outbox.add(f"people:{reader.id}", "report_file", f"report_file:{request}"[:64], payload | which, now)
    return found
