"""The report as the channel's canvas: made once it is published, kept up to date, and left alone where people changed it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

import structlog

from bot.clock import Clock
from bot.domain.postmortem import Postmortem
from bot.errors import SlackFailure
from bot.exports.canvas import canvas_of
from bot.exports.composing import document
from bot.exports.forms import kind_of_report
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.blocks.parts import section
from bot.slack.blocks.report import canvas_question
from bot.slack.gateway import US, Gateway
from bot.slack.sending_files import Tell
from bot.store.canvases import Shown
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import reading

log = structlog.get_logger()
# Where canvases are not to be had: the plan, the permissions. The report is there without one.
NONE_HERE = {
    "missing_scope", "not_allowed_token_type", "unknown_method", "restricted_action", "canvas_disabled_user_team",
    "canvas_disabled_file_team", "free_team_canvas_tab_already_exists", "free_teams_cannot_create_non_tabbed_canvases",
    "free_teams_cannot_edit_standalone_canvases", "team_tier_cannot_create_channel_canvases", "canvas_creation_failed",
    "channel_not_found", "is_archived", "not_in_channel", "canvas_too_large",
}  # fmt: skip
GONE = {"canvas_not_found", "file_not_found", "file_deleted"}


@dataclass(frozen=True, slots=True)
class CanvasEffects:
    """What is done, by the kind of the effect."""

    store: Store
    gateway: Gateway
    say: Prompts
    settings: Settings
    clock: Clock
    tell: Tell

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of them."""
        return {"canvas": self._canvas, "canvas_question": self._question}

    async def _canvas(self, effect: Effect) -> None:
        async with self.store.look(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            if found is None:
                return
            report = await reading.load_report(work, found, self.say.guide)
            known = await work.canvases.of(found.id)
        if known is not None and known.theirs:
            return
        made = document(report, kind_of_report(self.say), self.say, self.settings.report_zone)
        text = canvas_of(made, self.say.say("report.canvas_rest", number=found.number))
        try:
            await self._show(effect, found, made.title, text, known)
        except SlackFailure as failure:
            if failure.error not in NONE_HERE:
                raise
            log.info("canvas.none_here", error=failure.error, postmortem=found.id, channel=found.channel)

    async def _show(self, effect: Effect, found: Postmortem, title: str, text: str, known: Shown | None) -> None:
        digest = sha256(text.encode()).hexdigest()
        canvas = known or await self._found(found, title)
        if canvas is None:
            await self._make(effect, found, title, text, digest)
            return
        if not canvas.canvas:
            return  # the channel has one that is none of ours
        try:
            updated, editor = await self.gateway.canvas(canvas.canvas)
        except SlackFailure as failure:
            if failure.error in GONE:
                return  # somebody took it away; it stays away
            raise
        changed = bool(canvas.updated) and updated != canvas.updated and editor != US
        if changed or (known is None and editor not in {US, ""}):
            await self._ask(effect, found, canvas)
        elif canvas.digest != digest:
            await self._write(effect, found, replace(canvas, digest=digest), text)

    async def _make(self, effect: Effect, found: Postmortem, title: str, text: str, digest: str) -> None:
        await self.gateway.sees_canvases()  # else what people write in it could not be noticed
        content = {"type": "markdown", "markdown": text}
        made = await self.gateway.call(
            "conversations.canvases.create", channel_id=found.channel, title=title, document_content=content
        )
        await self._remember(effect, found, Shown(str(made["canvas_id"]), digest))

    async def _write(self, effect: Effect, found: Postmortem, canvas: Shown, text: str) -> None:
        change = {"operation": "replace", "document_content": {"type": "markdown", "markdown": text}}
        await self.gateway.call("canvases.edit", canvas_id=canvas.canvas, changes=[change])
        await self._remember(effect, found, canvas)

    async def _found(self, found: Postmortem, title: str) -> Shown | None:
        """The canvas that the channel has: ours, whose making we did not hear of, or one without an id for another's."""
        there = await self.gateway.channel_canvas(found.channel)
        if not there:
            return None
        return Shown(there if await self.gateway.canvas_title(there) == title else "")

    async def _remember(self, effect: Effect, found: Postmortem, canvas: Shown) -> None:
        """First that it is ours, so that it is never lost; then how it is now."""
        async with self.store.work(effect.team) as work:
            await work.canvases.put(found.id, canvas)
        updated, editor = await self.gateway.canvas(canvas.canvas)
        if editor not in {US, ""}:
            await self._ask(effect, found, canvas)  # somebody wrote in it at the same moment
            return
        async with self.store.work(effect.team) as work:
            await work.canvases.put(found.id, replace(canvas, updated=updated))

    async def _ask(self, effect: Effect, found: Postmortem, canvas: Shown) -> None:
        """People wrote in it: whoever leads says what is to become of it, and until then it stays as they wrote it."""
        now = self.clock.now()
        async with self.store.work(effect.team) as work:
            await work.canvases.put(found.id, replace(canvas, theirs=True))
            payload = {"postmortem": found.id, "person": found.lead}
            delivery = f"canvas_question:{now.timestamp():.3f}:{found.id}"[:64]
            await work.outbox.add(found.lead, "canvas_question", delivery, payload, now)

    async def _question(self, effect: Effect) -> None:
        async with self.store.look(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
        if found is not None:
            text = self.say.say("report.canvas_changed", number=found.number, channel=found.channel)
            await self.tell(effect, str(effect.payload["person"]), text, [section(text), canvas_question(found, self.say)])
