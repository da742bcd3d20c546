"""The buttons and forms by which people say what becomes of an action item. They work in messages of years ago."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.action_item import ActionItem, ItemMove, Move
from bot.errors import BadInput, UserError
from bot.slack import ids
from bot.slack.blocks import action_items as blocks
from bot.slack.blocks.parts import actions, button, section
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import to_plain
from bot.usecases import action_items, nudges
from bot.usecases.waiting import show_home

SNOOZE_DAYS = 7
HOME = "home"


async def done_pressed(desk: Desk, request: Request) -> Answer:
    """ "Done": it is done at once; what shows it may follow."""
    item, text = await _changed(desk, request, ItemMove.DONE)
    more = button(desk.say.say("button.evidence"), ids.ITEM_EVIDENCE, item.id)
    return Answer(text, [section(text), actions([more])])


async def snooze_pressed(desk: Desk, request: Request) -> Answer:
    """ "In a week"."""
    until = (desk.clock.now() + timedelta(days=SNOOZE_DAYS)).date().isoformat()
    return await _pressed(desk, request, ItemMove.SNOOZE, until)


async def accept_pressed(desk: Desk, request: Request) -> Answer:
    """ "I take it"."""
    return await _pressed(desk, request, ItemMove.ACCEPT)


async def worked_pressed(desk: Desk, request: Request) -> Answer:
    """ "It worked"."""
    return await _pressed(desk, request, ItemMove.WORKED)


async def reopen_pressed(desk: Desk, request: Request) -> Answer:
    """ "Not yet": it is open again."""
    return await _pressed(desk, request, ItemMove.REOPEN)


async def drop_pressed(desk: Desk, request: Request) -> Answer:
    """ "Not needed": the reason is asked for."""
    return await _ask(desk, request, ItemMove.DROP, request.value)


async def new_date_pressed(desk: Desk, request: Request) -> Answer:
    """ "Another date"."""
    return await _ask(desk, request, ItemMove.NEW_DATE, request.value)


async def hand_over_pressed(desk: Desk, request: Request) -> Answer:
    """ "Hand over"."""
    return await _ask(desk, request, ItemMove.HAND_OVER, request.value)


async def reword_pressed(desk: Desk, request: Request) -> Answer:
    """ "Other words"."""
    return await _ask(desk, request, ItemMove.REWORD, request.value)


async def evidence_pressed(desk: Desk, request: Request) -> Answer:
    """ "What shows it?"."""
    return await _ask(desk, request, ItemMove.EVIDENCE, request.value)


async def more_chosen(desk: Desk, request: Request) -> Answer:
    """One of the rarer choices behind the three dots."""
    what, _, item = request.value.partition("|")
    return await _ask(desk, request, ItemMove(what), item)


async def submitted(desk: Desk, request: Request) -> Answer:
    """The form for one of these."""
    what, item_id, channel, ts = request.metadata.split("|", 3)
    form, move = request.form, ItemMove(what)
    value = str(form.get("due") or form.get("owner") or to_plain(str(form.get("text") or "")))
    made = Move(move, request.user, desk.clock.now(), value, to_plain(str(form.get("reason") or "")))
    async with desk.store.work(request.team) as work:
        item = await action_items.visible(work, request.reader, await work.items.get(item_id))
        await action_items.change(work, request.reader, item, made, desk.following)
        if channel == HOME:
            await show_home(work, request.user, request.id, desk.clock.now())
        elif ts:
            shown, _, others = ts.partition("|")
            await nudges.redraw(work, request.user, (channel, shown), others.split(","), request.id, desk.clock.now())
    return Answer()


async def _pressed(desk: Desk, request: Request, what: ItemMove, value: str = "") -> Answer:
    return Answer((await _changed(desk, request, what, value))[1])


async def _changed(desk: Desk, request: Request, what: ItemMove, value: str = "") -> tuple[ActionItem, str]:
    now = desk.clock.now()
    async with desk.store.work(request.team) as work:
        item = await action_items.visible(work, request.reader, await work.items.get(request.value))
        try:
            move = Move(what, request.user, now, value)
            item = await action_items.change(work, request.reader, item, move, desk.following)
            text = desk.say.say(f"items.after_{what.value}", number=item.number)
        except BadInput as stale:
            # Somebody was here before: the message is put right, and the one who pressed learns how it stands.
            text = desk.say.say(stale.key, **stale.details)
        place, shown = _reminder(request)
        if _at_home(request):
            await show_home(work, request.user, request.id, now)
        elif place is not None:
            await nudges.redraw(work, request.user, place, shown, request.id, now)
    return item, text


async def _ask(desk: Desk, request: Request, what: ItemMove, item_id: str) -> Answer:
    async with desk.store.look(request.team) as work:
        item = await action_items.visible(work, request.reader, await work.items.get(item_id))
    if what is not ItemMove.EVIDENCE and not item.open:
        raise UserError(f"error.item_already_{item.state.value}", number=str(item.number))
    view = blocks.move_form(what, item, desk.say, f"{what.value}|{item.id}|{_where(request)}")
    # A button within a window opens the next one above it.
    opened = "views.push" if request.body.get("view") and not _at_home(request) else "views.open"
    await desk.gateway.call(opened, trigger_id=request.trigger_id, view=view)
    return Answer()


def _where(request: Request) -> str:
    """What the form has to know to bring up to date what it was opened from."""
    if _at_home(request):
        return f"{HOME}|"
    place, shown = _reminder(request)
    return f"{place[0]}|{place[1]}|{','.join(shown)}" if place else "|"


def _at_home(request: Request) -> bool:
    return bool((request.body.get("view") or {}).get("type") == "home")


def _reminder(request: Request) -> tuple[tuple[str, str] | None, list[str]]:
    """Where the reminder stands whose button was pressed, and the items in it; None for any other message."""
    message = request.body.get("message") or {}
    found = [
        str(element.get("value") or "")
        for block in message.get("blocks") or ()
        for element in block.get("elements") or ()
        if element.get("action_id") in {ids.ITEM_DONE, ids.ITEM_WORKED}
    ]
    is_reminder = message.get("bot_id") and request.channel.startswith("D") and any(found)
    if not is_reminder:
        return None, []
    return (request.channel, str(message["ts"])), found
