"""The one place where order against Slack matters: an event is committed, then acknowledged.

Bolt acknowledges an event before its listener runs, so events are taken in by a global middleware. If it
raises, Slack is not acknowledged and delivers again; a second delivery changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import perf_counter
from typing import Any

import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.clock import Clock
from bot.domain.message import Message
from bot.errors import StoreUnavailable
from bot.metrics import Metrics
from bot.slack.messages import edit_ts, read_message
from bot.store.together import Together
from bot.store.work import Store, Work
from bot.usecases import hearing, participants, waiting

log = structlog.get_logger()
Event = Mapping[str, Any]
# Names that become a label are only those we know: whoever can sign requests cannot fill the memory with others.
ASKED = {"command", "event_callback", "block_actions", "view_submission", "view_closed", "shortcut", "message_action"}


class Intake:
    """Takes in events, and counts what Slack asks of us and how long it takes."""

    def __init__(self, store: Store, clock: Clock, ears: hearing.Ears, metrics: Metrics) -> None:
        self._clock, self._ears, self._metrics = clock, ears, metrics
        self._together = Together(store)

    async def middleware(self, req: AsyncBoltRequest, next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:  # noqa: A002 - Bolt finds it by name
        """Take in events; let everything else pass."""
        began = perf_counter()
        kind = "command" if "command" in req.body else str(req.body.get("type"))
        try:
            return await (self._event(req.body) if kind == "event_callback" else next())
        finally:
            self._metrics.answered(kind if kind in ASKED else "other", perf_counter() - began)

    async def _event(self, body: Mapping[str, Any]) -> BoltResponse:
        event = body.get("event") or {}
        kind = str(event.get("type")) if event.get("type") in KINDS else "other"
        ids = {"event_id": body.get("event_id"), "channel": str(event.get("channel")), "event_type": event.get("type")}
        try:
            await self._together.do(str(body.get("team_id") or ""), partial(self.take_in, event=event))
        except (StoreUnavailable, OSError) as error:
            log.error("intake.not_stored", error=type(error).__name__, **ids)
            self._metrics.event(kind, "refused")
            return BoltResponse(status=503, body="")
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            log.exception("intake.bug", error=type(error).__name__, **ids)
            self._metrics.event(kind, "failed")
            return BoltResponse(status=500, body="")
        self._metrics.event(kind, "stored")
        return BoltResponse(status=200, body="")

    async def take_in(self, work: Work, event: Event) -> None:
        """Store one event."""
        kind = str(event.get("type") or "")
        take = KINDS.get(kind)
        if take is not None:
            await take(self, work, event)

    async def _message(self, work: Work, event: Event) -> None:
        subtype, channel, now = event.get("subtype"), str(event.get("channel") or ""), self._clock.now()
        if subtype == "message_deleted":
            await hearing.deleted(work, channel, str(event.get("deleted_ts")), now)
            return
        raw = event.get("message") or {} if subtype == "message_changed" else event
        home = await work.workspace.home()
        if raw.get("bot_id") == home.bot_id and home.bot_id:
            return  # our own words are no part of what we listen to
        message = read_message(channel, raw)
        if message is None:
            return
        if event.get("channel_type") == "im":
            await self._direct(work, event, message, edit_ts(raw))
            return
        if subtype == "message_changed":
            before = read_message(channel, event.get("previous_message") or {})
            if before is not None and before.text == message.text and not edit_ts(raw):
                return  # a link was unfurled: nobody changed a word
            await hearing.edited(work, message, edit_ts(raw) or str(event.get("ts") or ""), now)
            return
        await hearing.message(work, self._ears, message, edit_ts(raw), now)

    async def _direct(self, work: Work, event: Event, message: Message, edit: str) -> None:
        if event.get("subtype") == "message_changed":
            await hearing.reworded(work, message, edit or str(event.get("ts") or ""), kept=False)
        else:
            await hearing.direct(work, self._ears, message, self._clock.now())

    async def _reaction(self, work: Work, event: Event) -> None:
        item = event.get("item") or {}
        if item.get("type") == "message":
            removed = event.get("type") == "reaction_removed"
            place = (str(item["channel"]), str(item["ts"]))
            name, person, at = str(event.get("reaction")), str(event.get("user")), str(event.get("event_ts") or "")
            await hearing.signal(work, *place, "reaction", name, person, at, removed)

    async def _pin(self, work: Work, event: Event) -> None:
        item = event.get("item") or {}
        ts = str((item.get("message") or {}).get("ts") or "")
        if item.get("type") == "message" and ts:
            removed = event.get("type") == "pin_removed"
            channel, person = str(event.get("channel_id") or item.get("channel")), str(event.get("user"))
            await hearing.signal(work, channel, ts, "pin", "", person, str(event.get("event_ts") or ""), removed)

    async def _joined(self, work: Work, event: Event) -> None:
        home = await work.workspace.home()
        if event.get("user") == home.bot_user:
            await hearing.bot_joined(work, str(event["channel"]), str(event.get("event_ts") or ""), self._clock.now())
        else:
            await hearing.person_joined(work, str(event["channel"]), str(event.get("user")))

    async def _left(self, work: Work, event: Event) -> None:
        home = await work.workspace.home()
        if event.get("user") == home.bot_user:
            await hearing.bot_left(work, str(event["channel"]))
        else:
            await hearing.person_left(work, str(event["channel"]), str(event.get("user")))
            await participants.left(work, str(event["channel"]), str(event.get("user")))

    async def _channel_changed(self, work: Work, event: Event) -> None:
        changed = event.get("channel")
        channel = changed.get("id") if isinstance(changed, Mapping) else changed
        await hearing.learn_channel(work, str(channel), self._clock.now(), str(event.get("event_ts") or ""))

    async def _home(self, work: Work, event: Event) -> None:
        person, at = str(event.get("user")), str(event.get("event_ts") or "")
        await waiting.show_home(work, person, at, self._clock.now())


KINDS: Mapping[str, Callable[[Intake, Work, Event], Awaitable[None]]] = {
    "message": Intake._message,
    "reaction_added": Intake._reaction,
    "reaction_removed": Intake._reaction,
    "pin_added": Intake._pin,
    "pin_removed": Intake._pin,
    "member_joined_channel": Intake._joined,
    "member_left_channel": Intake._left,
    "channel_rename": Intake._channel_changed,
    "group_rename": Intake._channel_changed,
    "channel_archive": Intake._channel_changed,
    "channel_unarchive": Intake._channel_changed,
    "group_archive": Intake._channel_changed,
    "app_home_opened": Intake._home,
}
