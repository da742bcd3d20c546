"""Who asked for what, and how the answer gets back to that person alone.

A request is acknowledged after its transaction has committed, with the answer in the acknowledgement where
Slack takes one (commands, forms) and through the response_url else. What was not acknowledged was not done.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.clock import Clock
from bot.domain.access import Reader
from bot.errors import BadInput, SlackFailure, StoreUnavailable, UserError
from bot.integrations.pages import Place
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.blocks.parts import Block, section
from bot.slack.gateway import Gateway
from bot.store.work import Store
from bot.tls import trusted
from bot.usecases import nudges
from bot.usecases.nudges import Following
from bot.usecases.trackers import Tracker

log = structlog.get_logger()
# So long a press waits for what it shows before it is acknowledged; Slack gives three seconds for all of it.
PATIENCE = 1.2


@dataclass(frozen=True, slots=True)
class Desk:
    """What every listener needs."""

    store: Store
    gateway: Gateway
    say: Prompts
    settings: Settings
    clock: Clock
    following: Following
    tracker: Tracker | None = None
    place: Place | None = None
    # What a press began and may end after it was acknowledged: only ever something to look at.
    under_way: set[asyncio.Task[None]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker sees: a text with or without blocks; nothing where both are empty. `replace`: in place of the old one;
    `gone`: the old one is put away; `view`: a window in place of the one that was submitted; `clear`: all windows close."""

    text: str = ""
    blocks: Sequence[Block] = ()
    replace: bool = False
    errors: Mapping[str, str] | None = None
    gone: bool = False
    view: Block | None = None
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A command, press, form or shortcut. `id` is the same for the same press, whatever happens on the way."""

    id: str
    team: str
    user: str
    channel: str
    trigger_id: str
    body: Mapping[str, Any]

    @property
    def reader(self) -> Reader:
        """The one who asks: whoever can press in a channel is in it."""
        return Reader(self.user, frozenset({self.channel} - {""}))

    def reader_in(self, channel: str) -> Reader:
        """The one who submits a form, which was opened in that channel."""
        return Reader(self.user, frozenset({channel} - {""}))

    @property
    def value(self) -> str:
        """The value of the pressed button, or of what was chosen in a menu."""
        action = (self.body.get("actions") or [{}])[0]
        return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")

    @property
    def form(self) -> Mapping[str, Any]:
        """The values of a submitted form by block: text, chosen option's value, person, day, time."""
        values = ((self.body.get("view") or {}).get("state") or {}).get("values") or {}
        return {block: _value(next(iter(states.values()), {})) for block, states in values.items()}

    @property
    def metadata(self) -> str:
        """What travelled with the form."""
        return str((self.body.get("view") or {}).get("private_metadata") or "")


Listener = Callable[[Desk, Request], Awaitable[Answer]]


def answered(desk: Desk, listener: Listener) -> Callable[..., Awaitable[BoltResponse | None]]:
    """The listener as Bolt wants it: run, then acknowledge with its answer; errors become calm sentences."""

    async def listen(body: dict[str, Any], ack: AsyncAck) -> BoltResponse | None:
        request = read_request(body)
        answer = await _try(desk, listener, request)
        if "command" in body:
            return await ack(text=answer.text, blocks=list(answer.blocks) or None) if answer.text else await ack()
        if body.get("type") == "view_submission" and answer.view:
            return await ack(response_action="update", view=answer.view)
        if body.get("type") == "view_submission" and answer.clear:
            return await ack(response_action="clear")
        if body.get("type") == "view_submission":
            return await ack(response_action="errors", errors=dict(answer.errors)) if answer.errors else await ack()
        await _respond(body, answer)
        return await ack()

    return listen


async def soon(desk: Desk, showing: Coroutine[Any, Any, None]) -> None:
    """Show something, waited for as long as Slack's patience with a press allows; then it goes on by itself."""
    task = asyncio.create_task(showing)
    desk.under_way.add(task)
    task.add_done_callback(desk.under_way.discard)
    await asyncio.wait([task], timeout=PATIENCE)
    if task.done():
        task.result()
    else:
        task.add_done_callback(_note_failure)


def _note_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("listener.not_shown", error=type(error).__name__)


async def _try(desk: Desk, listener: Listener, request: Request) -> Answer:
    ids = {"team": request.team, "channel": request.channel, "request": request.id, "listener": listener.__name__}
    try:
        return await listener(desk, request)
    except UserError as error:
        text = desk.say.say(error.key, **error.details)
        where = error.field if isinstance(error, BadInput) else ""
        return Answer(text, [section(text)], errors={where or _first_field(request): text})
    except SlackFailure as failure:
        log.warning("listener.slack_failed", error=failure.error, **ids)
        text = desk.say.say("error.modal_failed")
    except (StoreUnavailable, OSError) as error:
        reference = secrets.token_hex(4)
        log.error("listener.unavailable", error=type(error).__name__, reference=reference, **ids)
        text = desk.say.say("error.unavailable", reference=reference)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        reference = secrets.token_hex(4)
        log.exception("listener.bug", error=type(error).__name__, reference=reference, **ids)
        text = desk.say.say("error.bug", reference=reference)
    return Answer(text, [section(text)], errors={_first_field(request): text})


def _first_field(request: Request) -> str:
    blocks = (request.body.get("view") or {}).get("blocks") or ()
    return next((str(b["block_id"]) for b in blocks if b.get("type") == "input"), "")


async def _respond(body: Mapping[str, Any], answer: Answer) -> None:
    """Answer a press at its response_url. It is a courtesy: the deed is done, so a failure is only noted."""
    url = body.get("response_url")
    if not url or not (answer.text or answer.blocks or answer.gone):
        return
    ephemeral = bool((body.get("container") or {}).get("is_ephemeral"))
    payload: dict[str, Any] = {"text": answer.text, "blocks": list(answer.blocks), "response_type": "ephemeral"}
    payload["replace_original"] = answer.replace and ephemeral
    if answer.gone and ephemeral:
        payload = {"delete_original": True}
    try:
        async with httpx.AsyncClient(timeout=2, verify=trusted()) as client:
            await client.post(str(url), json=payload)
    except httpx.HTTPError as error:
        log.warning("listener.answer_lost", error=type(error).__name__)


async def writers_zone(desk: Desk, request: Request) -> str | None:
    """The zone of whoever asks, so that "tomorrow" is their tomorrow; somebody who never wrote here is looked up, and
    where Slack does not say it is None."""
    async with desk.store.look(request.team) as work:
        known = (await work.workspace.people([request.user])).get(request.user)
    if known is not None and known.tz:
        return known.tz
    try:
        person = await desk.gateway.person(request.user)
    except SlackFailure as failure:
        log.warning("listener.zone_unknown", error=failure.error, person=request.user)
        return None
    async with desk.store.work(request.team) as work:
        await nudges.person_learned(work, person, desk.clock.now())
    return person.tz


def read_request(body: Mapping[str, Any]) -> Request:
    """The request that a body of Slack's holds."""
    user, channel = body.get("user") or {}, body.get("channel") or {}
    team = body.get("team") or {}
    view = body.get("view") or {}
    action = (body.get("actions") or [{}])[0]
    # A form is submitted once, so its id names the submission; a trigger id names one press or command.
    once = view.get("id") if body.get("type") == "view_submission" else body.get("trigger_id") or action.get("action_ts")
    return Request(
        id=str(once or secrets.token_hex(8)).replace(".", "-")[:60],
        team=str(body.get("team_id") or team.get("id") or ""),
        user=str(body.get("user_id") or user.get("id") or ""),
        channel=str(body.get("channel_id") or channel.get("id") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        body=body,
    )


def _value(state: Mapping[str, Any]) -> Any:
    if state.get("selected_option"):
        return state["selected_option"]["value"]
    names = ("value", "selected_user", "selected_users", "selected_date", "selected_date_time")
    return next((state[n] for n in names if state.get(n) is not None), None)
