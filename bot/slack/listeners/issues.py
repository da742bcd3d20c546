"""Issues in a tracker beside action items: made, linked, let go, and differences settled."""

from __future__ import annotations

import asyncio

from bot.domain.tracked_issue import Field
from bot.errors import BadInput, ServiceFailure, UserError
from bot.slack.blocks.parts import section
from bot.slack.listeners.action_items import numbered
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import escape, to_plain
from bot.usecases import trackers
from bot.usecases.trackers import Tracker

# Seconds: Slack waits no more than three for the answer to a command.
PATIENCE = 2.0
OFF = {"off", "none", "stop"}


async def track(desk: Desk, request: Request, words: str) -> Answer:
    """`action track NUMBER`, with an issue that is there already, or with `off`."""
    tracker = _tracker(desk)
    number, rest = numbered(words)
    rest = rest.strip()
    if rest.lower() in OFF:
        async with desk.store.work(request.team) as work:
            await trackers.untrack(work, request.reader, number)
        return _said(desk, "issue.unlinked", number=number, tracker=tracker.name)
    ref = _ref(desk, tracker, number, rest) if rest else None
    async with desk.store.work(request.team) as work:
        await trackers.track(work, request.reader, number, ref, desk.clock.now())
    key = "issue.linked" if ref else "issue.coming"
    return _said(desk, key, number=number, tracker=tracker.name, issue=ref or "")


async def create_pressed(desk: Desk, request: Request) -> Answer:
    """ "Make an issue" under an item."""
    tracker = _tracker(desk)
    async with desk.store.work(request.team) as work:
        item = await trackers.track(work, request.reader, int(request.value), None, desk.clock.now())
    return _said(desk, "issue.coming", number=item.number, tracker=tracker.name)


async def ours_pressed(desk: Desk, request: Request) -> Answer:
    """What stands here holds."""
    return await _settled(desk, request, ours=True)


async def theirs_pressed(desk: Desk, request: Request) -> Answer:
    """What stands in the tracker holds."""
    return await _settled(desk, request, ours=False)


async def account(desk: Desk, request: Request, words: str) -> Answer:
    """`action account NAME`: who the asker is in the tracker."""
    tracker, name = _tracker(desk), _address(to_plain(words).strip())
    hint = desk.say.say(f"error.account_hint.{desk.settings.tracker}")
    if not name:
        raise BadInput("error.no_account_words", tracker=tracker.name, hint=hint)
    try:
        found = await asyncio.wait_for(tracker.account(name), PATIENCE)
    except (ServiceFailure, TimeoutError) as failure:
        raise UserError("error.tracker_away", tracker=tracker.name) from failure
    if found is None:
        raise BadInput("error.no_account", words=escape(name)[:100], tracker=tracker.name, hint=hint)
    async with desk.store.work(request.team) as work:
        await work.issues.put_account(request.user, found)
    return _said(desk, "issue.you_are", account=escape(name), tracker=tracker.name)


async def _settled(desk: Desk, request: Request, *, ours: bool) -> Answer:
    item, _, what = request.value.partition("|")
    async with desk.store.work(request.team) as work:
        await trackers.settle(work, request.reader, item, Field(what), ours=ours, now=desk.clock.now())
    return _said(desk, "issue.settled")


def _tracker(desk: Desk) -> Tracker:
    if desk.tracker is None:
        raise UserError("error.no_tracker")
    return desk.tracker


def _ref(desk: Desk, tracker: Tracker, number: int, words: str) -> str:
    ref = tracker.ref_of(words)
    if ref is None:
        project = desk.settings.tracker_project
        example = f"{project.upper()}-12" if desk.settings.tracker in {"jira", "linear"} else "#12"
        raise BadInput(
            "error.no_such_issue",
            words=escape(words)[:100],
            project=escape(project),
            tracker=tracker.name,
            number=str(number),
            example=example,
        )
    return ref


def _address(words: str) -> str:
    """Slack makes a link of an e-mail address, of which the address is left."""
    return words.removeprefix("mailto:")


def _said(desk: Desk, key: str, **details: object) -> Answer:
    text = desk.say.say(key, **details)
    return Answer(text, [section(text)])
