"""Action items: the command, the form, the shortcut, and the buttons under a reminder."""

from __future__ import annotations

from datetime import date

from bot.domain.access import Deed
from bot.domain.action_item import ActionItem, ItemKind, ItemMove, Move, Priority
from bot.domain.followup import zone_of
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, SlackFailure
from bot.slack.blocks import action_items as blocks
from bot.slack.blocks.issues import issue_part
from bot.slack.blocks.parts import Block
from bot.slack.listeners.asking import Answer, Desk, Request, writers_zone
from bot.slack.text import escape, role_in, to_plain
from bot.store.work import Work
from bot.usecases import action_items, reading
from bot.usecases.trackers import who_has


async def add(desk: Desk, request: Request, text: str) -> Answer:
    """`action add TEXT @owner by DATE`; the form where nothing more is typed."""
    zone = await writers_zone(desk, request) if text else None
    # Where a person is named, a group is part of what is to be done.
    text, role, role_name = (text, "", "") if "<@" in text else role_in(text)
    behind = await _behind(desk, role, role_name) if role else None
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        if text:
            today = desk.clock.now().astimezone(zone_of(zone)).date()
            typed = action_items.understood(to_plain(text), today, desk.say.policy.sprints)
            owner = typed.owner or behind
            promise = action_items.Promise(request.id, typed.text, owner, typed.due, role=role, role_name=role_name)
            item = await action_items.add(work, request.reader, found, promise, desk.following, desk.clock.now())
            shown = await _noted(desk, work, found, item, today)
            return Answer(desk.say.say("items.added", number=item.number), shown)
    view = blocks.item_form(desk.say, f"{found.id}|{request.channel}|")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def _behind(desk: Desk, role: str, name: str) -> str:
    """The one person behind a role just now; raises BadInput where it is nobody or not one."""
    try:
        people = await desk.gateway.behind(role)
    except SlackFailure as failure:
        if failure.permanent:
            raise BadInput("error.role_unknown", role=escape(name)) from failure
        raise
    if not people:
        raise BadInput("error.role_nobody", role=escape(name))
    if len(people) > 1:
        raise BadInput("error.role_many", role=escape(name), people=", ".join(f"<@{p}>" for p in people[:5]))
    return people[0]


async def _noted(desk: Desk, work: Work, found: Postmortem, item: ActionItem, today: date) -> list[Block]:
    if item.owner is None:
        return blocks.noted(item, {}, today, outside=False, say=desk.say)
    names = {p.id: p.name for p in (await work.workspace.people([item.owner])).values()}
    outside = await reading.outside(work, item.owner, item.created_by, found)
    return blocks.noted(item, names, today, outside=outside, say=desk.say)


async def add_pressed(desk: Desk, request: Request) -> Answer:
    """ "Add action item" on the card: the form."""
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(request.value))
    view = blocks.item_form(desk.say, f"{found.id}|{request.channel}|")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def item_shortcut(desk: Desk, request: Request) -> Answer:
    """The shortcut "Make this an action item" on a message: the form with its words."""
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        message = request.body["message"]
    text = to_plain(str(message.get("text") or ""))
    view = blocks.item_form(desk.say, f"{found.id}|{request.channel}|{message['ts']}", text)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def item_submitted(desk: Desk, request: Request) -> Answer:
    """The form of an action item."""
    postmortem_id, channel, ts = request.metadata.split("|")
    form = request.form
    asker = Request(request.id, request.team, request.user, channel, request.trigger_id, request.body)
    promise = action_items.Promise(
        request.id,
        str(form.get("text") or ""),
        form.get("owner"),
        date.fromisoformat(form["due"]) if form.get("due") else None,
        ItemKind(form.get("kind") or ItemKind.PREVENT),
        Priority(form.get("priority") or Priority.NORMAL),
        source=(channel, ts) if ts else None,
    )
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, asker.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        item = await action_items.add(work, asker.reader, found, promise, desk.following, desk.clock.now())
        shown = await _noted(desk, work, found, item, desk.clock.now().date())
    return Answer(view=blocks.noted_view(shown, desk.say))


async def show(desk: Desk, request: Request, words: str) -> Answer:
    """`action show NUMBER`: the item and what was done to it."""
    async with desk.store.work(request.team) as work:
        item = await action_items.find(work, request.reader, numbered(words)[0])
        moves = await work.items.history(item.id)
        names = {p.id: p.name for p in (await work.workspace.people()).values()}
        tracked = await work.issues.get(item.id)
        accounts = await who_has(work)
    shown = blocks.history(item, moves, names, desk.clock.now().date(), desk.say)
    shown += issue_part(item, tracked, names, accounts, desk.tracker.name if desk.tracker else "", desk.say)
    return Answer(desk.say.say("items.title"), shown)


async def done(desk: Desk, request: Request, words: str) -> Answer:
    """`action done NUMBER what shows it`."""
    return await _typed(desk, request, words, ItemMove.DONE)


async def drop(desk: Desk, request: Request, words: str) -> Answer:
    """`action drop NUMBER why`."""
    return await _typed(desk, request, words, ItemMove.DROP)


async def _typed(desk: Desk, request: Request, words: str, what: ItemMove) -> Answer:
    number, rest = numbered(words)
    value, reason = (rest, "") if what is ItemMove.DONE else ("", rest)
    async with desk.store.work(request.team) as work:
        item = await action_items.find(work, request.reader, number)
        move = Move(what, request.user, desk.clock.now(), value, reason)
        await action_items.change(work, request.reader, item, move, desk.following)
    return Answer(desk.say.say(f"items.after_{what.value}", number=item.number))


def numbered(words: str) -> tuple[int, str]:
    """The number that a command names, and the words behind it; raises BadInput where there is none."""
    number, _, rest = words.strip().partition(" ")
    if not number.lstrip("#").isdigit():
        raise BadInput("error.number_missing")
    return int(number.lstrip("#")), to_plain(rest)
