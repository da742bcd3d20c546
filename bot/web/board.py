"""The board of action items: a column for each way in which an item stands, and how they fare on the whole."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.access import Reader
from bot.domain.action_item import ItemKind, ItemMove, Move, Priority
from bot.domain.item_figures import Figures
from bot.domain.item_list import ItemFilters, Listed, Standing
from bot.domain.plain_text import calm
from bot.domain.tracked_issue import label_of
from bot.exports.items_csv import items_csv
from bot.prompts import Prompts
from bot.store.work import Store
from bot.usecases import action_items, item_lists
from bot.usecases.nudges import Following
from bot.web.door import Door, form_of, redirect
from bot.web.safety import HEADERS
from bot.web.sessions import Session

COLUMN = 40
FIGURES = ("promised", "done", "worked", "overdue", "declined", "median_age")


class Board:
    """What is shown to those who are signed in."""

    def __init__(self, store: Store, say: Prompts, clock: Clock, door: Door, follow: Following) -> None:
        self._store, self._say, self._clock, self._door, self._follow = store, say, clock, door, follow

    def routes(self) -> Sequence[Route]:
        """What is served."""
        door, base = self._door, f"{self._door.base}/actions"
        return (
            Route(base, door.signed_in(self._board)),
            Route(f"{base}.csv", door.signed_in(self._table)),
            Route(f"{base}/{{number:int}}/done", door.form(self._done), methods=["POST"]),
        )

    async def _board(self, request: Request, session: Session, reader: Reader) -> Response:
        asked, today = _asked(request), self._clock.now().date()
        wanted = _filters(asked, reader)
        async with self._store.look(session.team) as work:
            shelves = {s: await item_lists.browse(work, reader, replace(wanted, standing=s), today, 1, COLUMN) for s in Standing}
            names = await item_lists.names_of(work, tuple(one for shelf in shelves.values() for one in shelf.found))
            told = await item_lists.fare(work, reader, today)
        columns = [
            {
                "title": self._say.say(f"standing.{stands.value}"),
                "count": shelf.count,
                "more": shelf.count - len(shelf.found),
                "cards": [self._card(one, names) for one in shelf.found],
            }
            for stands, shelf in shelves.items()
        ]
        groups = ({self._say.say("web.all_items"): told.all}, told.services, told.teams)
        return self._door.shown.page(
            "board.html",
            session,
            columns=columns,
            query=urlencode(asked),
            figures=[self._say.say(f"web.figure_{name}") for name in FIGURES],
            rows=[(name, _counts(counted)) for group in groups for name, counted in group.items()],
            menus=[
                ("owner", asked.get("owner", ""), [("me", self._say.say("web.owner_me"))]),
                ("priority", wanted.priority, [(p.value, self._say.say(f"priority.{p.value}")) for p in Priority]),
                ("kind", wanted.kind, [(k.value, self._say.say(f"kind.{k.value}")) for k in ItemKind]),
            ],
        )

    def _card(self, one: Listed, names: Mapping[str, str]) -> dict[str, Any]:
        item = one.item
        facts = [names.get(item.owner, item.owner) if item.owner else self._say.say("items.no_owner")]
        facts += [f"{item.due:%a %d %b %Y}" if item.due else self._say.say("items.no_due")]
        facts += [self._say.say(f"kind.{item.kind.value}")]
        facts += [self._say.say("nudge.blocked", what=item.blocked_by)] if item.open and item.blocked_by else []
        return {
            "number": item.number,
            "text": calm(item.text, names),
            "facts": calm(" · ".join(facts), names),
            "postmortem": one.number,
            "seen": bool(one.title),
            "title": calm(one.title),
            "open": item.open,
            "issue": label_of(calm(item.issue)),
            "issue_url": item.issue_url if item.issue_url.startswith(("https://", "http://")) else "",
        }

    async def _table(self, request: Request, session: Session, reader: Reader) -> Response:
        wanted, today = _filters(_asked(request), reader), self._clock.now().date()
        async with self._store.look(session.team) as work:
            shelf = await item_lists.browse(work, reader, wanted, today, 1, item_lists.MOST)
            names = await item_lists.names_of(work, shelf.found)
        table = await asyncio.to_thread(items_csv, shelf.found, names, today)
        attached = {**HEADERS, "Content-Disposition": 'attachment; filename="action-items.csv"'}
        return Response(table.encode("utf-8-sig"), headers=attached, media_type="text/csv")

    async def _done(self, request: Request, session: Session, reader: Reader) -> Response:
        form, now = await form_of(request), self._clock.now()
        async with self._store.work(session.team) as work:
            item = await action_items.find(work, reader, request.path_params["number"])
            move = Move(ItemMove.DONE, reader.id, now, form.get("shows", "")[:1000])
            await action_items.change(work, reader, item, move, self._follow)
        return redirect(f"{self._door.base}/actions")


def _asked(request: Request) -> dict[str, str]:
    return {k: v[:40] for k, v in request.query_params.items() if k in {"owner", "priority", "kind"} and v}


def _filters(asked: Mapping[str, str], reader: Reader) -> ItemFilters:
    owner = reader.id if asked.get("owner") == "me" else ""
    return ItemFilters(owner=owner, kind=asked.get("kind", ""), priority=asked.get("priority", ""))


def _counts(told: Figures) -> list[str]:
    values = [getattr(told, name) for name in FIGURES]
    return ["–" if v is None else str(v) for v in values]
