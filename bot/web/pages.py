"""The pages: all postmortems, one of them, its files, its history, and a form for each of its sections."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import pairwise
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.access import Deed, Reader
from bot.domain.edition import LIMIT, Edition
from bot.domain.plain_text import calm
from bot.domain.postmortem import Move, Postmortem, Severity, Status
from bot.domain.review import Review
from bot.domain.searchable import Piece
from bot.errors import Overtaken
from bot.exports.composing import document
from bot.exports.forms import INTERNAL, TYPES, kind_of_report, report_as
from bot.exports.html import html_body
from bot.prompts import Prompts
from bot.settings import Settings
from bot.store.browsing import Filters
from bot.store.work import Store, Work
from bot.usecases import browsing, editing, reading, reviewing, searching
from bot.web.door import Door, form_of, redirect
from bot.web.safety import HEADERS
from bot.web.sessions import Session

FILES = (("pdf", INTERNAL), ("html", INTERNAL), ("md", INTERNAL), ("json", INTERNAL), ("pdf", "managers"), ("pdf", "customer"))
# So many reports are made at once: more would not be there sooner, and what Slack sends would wait for those who read.
AT_ONCE = 1
# What a page of the list hands on to the next one.
KEPT = frozenset({"q", "service", "severity", "status", "lead", "factor", "since", "until"})


class Pages:
    """What is shown to those who are signed in."""

    def __init__(self, store: Store, say: Prompts, settings: Settings, clock: Clock, door: Door) -> None:
        self._store, self._say, self._settings, self._clock, self._door = store, say, settings, clock, door
        self._making = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> Sequence[Route]:
        """What is served."""
        door, one = self._door, f"{self._door.base}/postmortems/{{number:int}}"
        return (
            Route(f"{door.base}/", door.signed_in(self._list)),
            Route(f"{door.base}/static/{{name}}.css", self._style),
            Route(one, door.signed_in(self._report)),
            Route(f"{one}/report.{{form}}", door.signed_in(self._file)),
            Route(f"{one}/history", door.signed_in(self._history)),
            Route(f"{one}/edit/{{section}}", door.signed_in(self._edit), methods=["GET"]),
            Route(f"{one}/edit/{{section}}", door.form(self._save), methods=["POST"]),
            Route(f"{door.base}/{{rest:path}}", door.calm(self._nothing)),
        )

    async def _style(self, _request: Request) -> Response:
        return self._door.shown.stylesheet()

    async def _nothing(self, request: Request) -> Response:
        return self._door.shown.trouble(self._say.say("web.not_here"), 404, self._door.sessions.read(request))

    # --- all of them ----------------------------------------------------------------------------

    async def _list(self, request: Request, session: Session, reader: Reader) -> Response:
        asked = {k: v[:200] for k, v in request.query_params.items()}
        page = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
        wanted = _filters(asked)
        words = asked.get("q", "").strip()
        await searching.catch_up(self._store, session.team, self._say.guide, self._clock.now())
        async with self._store.look(session.team) as work:
            shelf = await browsing.browse(work, reader, replace(wanted, ids=await searching.matching(work, reader, words)), page)
            why = await searching.excerpts(work, [p.id for p in shelf.found], words)
            people = await work.workspace.people({*(p.lead for p in shelf.found), *(leads := await work.browsing.leads(reader))})
        names = {i: q.name for i, q in people.items()}
        kept = {k: v for k, v in asked.items() if k in KEPT and v}
        return self._door.shown.page(
            "list.html",
            session,
            filters=wanted,
            words=words,
            narrowed=wanted != Filters(),
            shelf=shelf,
            rows=[self._row(p, names, why.get(p.id, ())) for p in shelf.found],
            query=urlencode(kept) + "&" if kept else "",
            menus=[
                ("severity", wanted.severity, [(s.value, self._say.say(f"severity.{s.value}")) for s in Severity]),
                ("status", wanted.status, [(s.value, self._say.say(f"status.{s.value}")) for s in Status]),
                ("lead", wanted.lead, sorted(((i, names.get(i) or i) for i in leads), key=itemgetter(1))),
                ("factor", wanted.factor, [(f.name, self._say.factor(f.name)) for f in self._say.taxonomy.factors]),
            ],
        )

    def _row(self, p: Postmortem, names: dict[str, str], why: Sequence[Piece]) -> dict[str, Any]:
        facts = [self._say.say(f"severity.{p.severity.value}"), self._say.say(f"status.{p.status.value}")]
        facts += [f"{p.began_at or p.created_at:%Y-%m-%d}", *p.services]
        facts += [self._say.say("md.lead", lead=names[p.lead])] if names.get(p.lead) else []
        return {"number": p.number, "title": calm(p.title), "facts": calm(" · ".join(facts)), "why": why}

    # --- one of them ----------------------------------------------------------------------------

    async def _report(self, request: Request, session: Session, reader: Reader) -> Response:
        template = kind_of_report(self._say, request.query_params.get("kind", INTERNAL), request.query_params.get("language", ""))
        async with self._making:
            async with self._store.look(session.team) as work:
                found = await self._numbered(work, request, reader)
                report = await reading.load_report(work, found, self._say.guide, reader, self._clock.now().date())
            made = document(report, template, self._say, self._settings.report_zone)
            body = await asyncio.to_thread(html_body, made, self._say.say("md.contents"))
        return self._door.shown.page(
            "report.html",
            session,
            title=made.title,
            number=found.number,
            # Our own form, in which all text of people is escaped.
            body=Markup(body),  # noqa: S704  # nosec B704
            sections=[(s.id, s.title) for s in report.sections] if found.open else [],
            files=[(form, kind, self._say.say(f"report.file_{form}_{kind}")) for form, kind in FILES],
        )

    async def _file(self, request: Request, session: Session, reader: Reader) -> Response:
        form = request.path_params["form"]
        template = kind_of_report(self._say, request.query_params.get("kind", INTERNAL), request.query_params.get("language", ""))
        async with self._making:
            async with self._store.look(session.team) as work:
                found = await self._numbered(work, request, reader)
                report = await reading.load_report(work, found, self._say.guide, reader, self._clock.now().date())
            made = await asyncio.to_thread(report_as, report, form, template, self._say, self._settings.report_zone)
        name = f"postmortem-{found.number}-{template.id}.{form}"
        return Response(
            made, headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}, media_type=TYPES[form]
        )

    async def _history(self, request: Request, session: Session, reader: Reader) -> Response:
        async with self._store.look(session.team) as work:
            found = await self._numbered(work, request, reader)
            editions, moves = await work.editions.of(found.id), await work.reviews.moves(found.id)
            stands = await reviewing.standing(work, found)
            named = {e.by for e in editions} | {by for _, by, _ in moves} | {r.reviewer for r in stands.reviews}
            people = {i: p.name for i, p in (await work.workspace.people(named)).items()}
        sections = []
        for section_id in dict.fromkeys(e.section for e in editions):
            mine = [e for e in editions if e.section == section_id]
            section = self._say.guide.of(found).section(section_id)
            title = section.title if section else section_id
            versions = self._versions(mine, people, found.open and section is not None)
            sections.append({"id": section_id, "title": title, "newest": mine[-1].version, "versions": versions})
        title = self._say.say("web.history_of", number=found.number)
        return self._door.shown.page(
            "history.html",
            session,
            title=title,
            number=found.number,
            sections=sections,
            stage=self._say.say(f"stage.{stands.stage.value}"),
            life=[self._moved(what, people.get(by) or by, at) for what, by, at in moves],
            reviews=[self._judged(r, people.get(r.reviewer) or r.reviewer) for r in stands.reviews],
        )

    def _moved(self, what: Move, by: str, at: datetime) -> str:
        return self._say.say(f"web.moved_{what.value}", by=by, at=f"{at:%Y-%m-%d %H:%M} UTC")

    def _judged(self, review: Review, name: str) -> str:
        at = review.said_at or review.asked_at
        return self._say.say(f"web.review_{review.verdict.value}", name=name, at=f"{at:%Y-%m-%d %H:%M} UTC")

    def _versions(self, editions: list[Edition], people: dict[str, str], may_come_back: bool) -> list[dict[str, Any]]:
        """The newest first, each with what it changed."""
        first = Edition("", 0, "", "", editions[0].at)
        return [
            {
                "told": self._told(new, people),
                "changes": changes(old.text, new.text),
                "text": new.text,
                "can_come_back": may_come_back and new is not editions[-1],
            }
            for old, new in reversed(list(pairwise([first, *editions])))
        ]

    def _told(self, edition: Edition, people: dict[str, str]) -> str:
        by = people.get(edition.by) or edition.by
        return self._say.say("web.version", version=edition.version, by=by, at=f"{edition.at:%Y-%m-%d %H:%M} UTC")

    # --- its sections ---------------------------------------------------------------------------

    async def _edit(self, request: Request, session: Session, reader: Reader) -> Response:
        async with self._store.look(session.team) as work:
            desk = await self._desk(work, request, reader)
        return self._form(session, desk, desk.text)

    async def _save(self, request: Request, session: Session, reader: Reader) -> Response:
        form = await form_of(request)
        text, seen = form.get("text", "").replace("\r\n", "\n"), form.get("seen", "")
        try:
            async with self._store.work(session.team) as work:
                desk = await self._desk(work, request, reader)
                channel = desk.postmortem.channel
                await editing.save(work, reader, desk, text, int(seen) if seen.isdecimal() else -1, channel, self._clock.now())
        except Overtaken as overtaken:
            return await self._overtaken(request, session, reader, text, overtaken.details["by"])
        return redirect(f"{self._door.base}/postmortems/{desk.postmortem.number}#section-{desk.section.id}")

    async def _overtaken(self, request: Request, session: Session, reader: Reader, mine: str, by: str) -> Response:
        """Both texts: nobody overwrites the other without having seen it."""
        async with self._store.look(session.team) as work:
            desk = await self._desk(work, request, reader)
            people = await work.workspace.people([by])
        name = people[by].name if by in people else by
        theirs = desk.editions[-1].text if desk.editions else ""
        return self._form(session, desk, mine, self._say.say("web.overtaken", by=name), theirs, 409)

    def _form(
        self, session: Session, desk: editing.Desk, text: str, note: str = "", theirs: str | None = None, status: int = 200
    ) -> Response:
        return self._door.shown.page(
            "edit.html",
            session,
            status=status,
            title=desk.section.title,
            number=desk.postmortem.number,
            section=desk.section.id,
            seen=desk.version,
            text=text,
            limit=LIMIT,
            note=note,
            theirs=theirs,
            about=self._say.say("web.about", limit=LIMIT),
            said=[calm(words) for words in desk.said],
        )

    async def _desk(self, work: Work, request: Request, reader: Reader) -> editing.Desk:
        found = await self._numbered(work, request, reader, Deed.EDIT)
        return await editing.lay_out(work, reader, self._say.guide, found, request.path_params["section"])

    async def _numbered(self, work: Work, request: Request, reader: Reader, deed: Deed = Deed.SEE) -> Postmortem:
        return await browsing.numbered(work, reader, request.path_params["number"], deed)


def _filters(asked: Mapping[str, str]) -> Filters:
    """What the form says; a day that is none does not matter."""

    def said(name: str) -> str:
        return asked.get(name, "").strip()

    days = (_day(said("since")), _day(said("until")))
    return Filters(said("service"), said("severity"), said("status"), said("lead"), said("factor"), *days)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """What became of a text, word by word: pieces that are 'same', 'gone' or 'new', in their order."""
    before, after = _words(old), _words(new)
    told: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            told.append(("same", "".join(before[a:b])))
            continue
        told += [("gone", "".join(before[a:b]))] if b > a else []
        told += [("new", "".join(after[c:d]))] if d > c else []
    return told


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)
