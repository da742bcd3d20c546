"""The page on which an action item is added to a postmortem."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.access import Deed, Reader
from bot.domain.action_item import TEXT_LIMIT, ItemKind, Priority
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.prompts import Prompts
from bot.store.work import Store, Work
from bot.usecases import action_items, reading
from bot.usecases.nudges import Following
from bot.web.door import Door, form_of, redirect
from bot.web.sessions import Session

FIELDS = ("text", "owner", "due", "kind", "priority")
EMPTY = {**dict.fromkeys(FIELDS, ""), "kind": ItemKind.PREVENT.value, "priority": Priority.NORMAL.value}


class ItemForm:
    """What is shown to those who are signed in."""

    def __init__(self, store: Store, say: Prompts, clock: Clock, door: Door, follow: Following) -> None:
        self._store, self._say, self._clock, self._door, self._follow = store, say, clock, door, follow

    def routes(self) -> Sequence[Route]:
        """What is served."""
        path = f"{self._door.base}/postmortems/{{number:int}}/actions/new"
        return (
            Route(path, self._door.signed_in(self._empty), methods=["GET"]),
            Route(path, self._door.form(self._add), methods=["POST"]),
        )

    async def _empty(self, request: Request, session: Session, reader: Reader) -> Response:
        async with self._store.look(session.team) as work:
            found = await self._found(work, request, reader)
            owners = await _owners(work)
        return self._form(session, found, owners, {**EMPTY, "request": uuid.uuid4().hex})

    async def _add(self, request: Request, session: Session, reader: Reader) -> Response:
        typed = {**EMPTY, "request": "", **await form_of(request)}
        try:
            async with self._store.work(session.team) as work:
                found = await self._found(work, request, reader)
                owners = await _owners(work)
                promise = await self._promise(work, typed, reader, owners)
                await action_items.add(work, reader, found, promise, self._follow, self._clock.now())
        except BadInput as error:
            # What was typed stays, with what is wrong.
            return self._form(session, found, owners, typed, self._say.say(error.key, **error.details))
        return redirect(f"{self._door.base}/postmortems/{found.number}#action-items")

    async def _promise(
        self, work: Work, typed: Mapping[str, str], reader: Reader, owners: Mapping[str, str]
    ) -> action_items.Promise:
        person = (await work.workspace.people([reader.id])).get(reader.id)
        today = self._follow.calendar(person).day(self._clock.now())
        text = typed["text"].replace("\r\n", "\n")
        due: date | None
        # Without a date of its own, one at the end of the sentence counts, as in Slack.
        if typed["due"]:
            words, due = text, _day(typed["due"])
        else:
            read = action_items.understood(text, today, self._say.policy.sprints)
            words, due = read.text, read.due
        owner = typed["owner"] if typed["owner"] in owners else None
        request = f"web-{reader.id}-{typed['request'][:32]}"
        kind = next((k for k in ItemKind if k == typed["kind"]), ItemKind.PREVENT)
        priority = next((p for p in Priority if p == typed["priority"]), Priority.NORMAL)
        return action_items.Promise(request, words, owner, due, kind, priority)

    async def _found(self, work: Work, request: Request, reader: Reader) -> Postmortem:
        found = await work.postmortems.numbered(request.path_params["number"])
        return await reading.allowed(work, reader, Deed.EDIT, found)

    def _form(
        self, session: Session, found: Postmortem, owners: Mapping[str, str], typed: Mapping[str, str], note: str = ""
    ) -> Response:
        say = self._say.say
        return self._door.shown.page(
            "item_form.html",
            session,
            status=400 if note else 200,
            number=found.number,
            typed=typed,
            note=note,
            limit=TEXT_LIMIT,
            owners=sorted(owners.items(), key=lambda one: one[1].casefold()),
            kinds=[(k.value, say(f"kind.{k.value}")) for k in ItemKind],
            priorities=[(p.value, say(f"priority.{p.value}")) for p in Priority],
        )


async def _owners(work: Work) -> dict[str, str]:
    """Whom an item may be given to, by name."""
    return {i: p.name for i, p in (await work.workspace.people()).items() if not (p.is_bot or p.gone)}


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise BadInput("error.no_such_day", field="due", day=typed[:40]) from error
