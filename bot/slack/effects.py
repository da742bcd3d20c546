"""Does what the outbox says: each kind of effect is rendered from today's state and sent to Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.clock import Clock
from bot.coach_files import Coach
from bot.domain.access import Reader
from bot.domain.postmortem import Postmortem
from bot.domain.report import Report
from bot.errors import CallFailure, SlackFailure
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.blocks import home_page
from bot.slack.blocks import postmortem as postmortem_blocks
from bot.slack.blocks import report as report_blocks
from bot.slack.blocks.parts import Block, section
from bot.slack.canvas_effects import CanvasEffects
from bot.slack.coach_effects import CoachEffects
from bot.slack.gateway import Gateway
from bot.slack.history import HistoryReader
from bot.slack.interview_effects import InterviewEffects
from bot.slack.issue_effects import IssueEffects
from bot.slack.item_effects import ItemEffects
from bot.slack.item_list_effects import ItemListEffects
from bot.slack.posting import Post, Poster
from bot.slack.report_effects import ReportEffects
from bot.slack.review_effects import ReviewEffects
from bot.slack.text import escape
from bot.slack.timeline_effects import TimelineEffects
from bot.store.outbox import Effect
from bot.store.work import Store, Work
from bot.usecases import hearing, nudges, reading
from bot.usecases.waiting import waiting_for


class Effects:
    """Everything the bot does in Slack that somebody did not ask for within the last 3 seconds."""

    def __init__(
        self,
        store: Store,
        gateway: Gateway,
        say: Prompts,
        settings: Settings,
        clock: Clock,
        ears: hearing.Ears,
        follow: nudges.Following,
        coach: Coach,
        elsewhere: Mapping[str, Callable[[Effect], Awaitable[None]]],
    ) -> None:
        """`elsewhere`: what is done in other services than Slack."""
        self._store, self._gateway, self._say = store, gateway, say
        self._settings, self._clock, self._ears, self._follow = settings, clock, ears, follow
        self._poster = Poster(store, gateway)
        self._history = HistoryReader(store, gateway, clock, ears)
        self._kinds: dict[str, Callable[[Effect], Awaitable[None]]] = {
            "card": self._card,
            "report": self._report,
            "say": self._say_in_channel,
            "tell": self._tell,
            "welcome": self._welcome,
            "offer": self._offer,
            "home": self._home,
            "learn_channel": self._learn_channel,
            "learn_person": self._learn_person,
            "learn_members": self._learn_members,
            "read_history": self._history.read,
            **CoachEffects(store, gateway, say, clock, coach, settings.slack_bot_token.get_secret_value()).kinds,
            **TimelineEffects(store, gateway, say, settings, self._into_thread, self._tell_person).kinds,
            **CanvasEffects(store, gateway, say, settings, clock, self._tell_person).kinds,
            **ReviewEffects(store, gateway, self._poster, say, clock).kinds,
            **ReportEffects(store, gateway, say, settings, clock, self._tell_person).kinds,
            **ItemListEffects(store, gateway, say, clock, self._tell_person).kinds,
            **ItemEffects(store, gateway, say, clock, follow, self._tell_person, self._into_channel, self._told).kinds,
            **InterviewEffects(store, gateway, self._poster, say).kinds,
            **IssueEffects(store, say, clock, follow, self._tell_person).kinds,
            **elsewhere,
        }

    async def handle(self, effect: Effect) -> None:
        """Do one effect; raises SlackFailure."""
        await self._kinds[effect.kind](effect)

    async def gave_up(self, effect: Effect, failure: CallFailure) -> None:
        """Tell the one who can act, once: the postmortem's lead, by DM."""
        keys = {"missing_scope": "error.scope_missing", "is_archived": "error.archived", "not_in_channel": "error.not_in_channel"}
        key = keys.get(failure.error)
        if key is None:
            return
        async with self._store.work(effect.team) as work:
            postmortem = await self._concerned(work, effect)
            if postmortem is not None:
                details = {"channel": postmortem.channel, "needed": failure.needed, "method": effect.kind}
                payload = {"person": postmortem.lead, "key": key, "details": details}
                delivery = f"trouble:{failure.error}:{postmortem.id}:{failure.needed}"
                await work.outbox.add(postmortem.lead, "tell", delivery, payload, self._clock.now())

    @staticmethod
    async def _concerned(work: Work, effect: Effect) -> Postmortem | None:
        named, channel = effect.payload.get("postmortem"), effect.payload.get("channel")
        if named:
            return await work.postmortems.get(str(named))
        return await work.postmortems.open_in(str(channel)) if channel else None

    # --- placing messages ----------------------------------------------------------------------

    async def _post(self, effect: Effect, post: Post) -> str:
        return await self._poster.post(effect, post)

    async def _into_thread(self, effect: Effect, channel: str, thread: str, text: str, blocks: list[Block]) -> None:
        await self._post(effect, Post(channel, text, blocks, effect.delivery, effect.ref, thread))

    async def _load(self, effect: Effect) -> Report:
        async with self._store.look(effect.team) as work:
            postmortem = await work.postmortems.get(str(effect.payload["postmortem"]))
            if postmortem is None:
                raise LookupError("no such postmortem")
            return await reading.load_report(work, postmortem, self._say.guide)

    async def _place(self, effect: Effect, ref: str) -> tuple[str, str] | None:
        return await self._poster.place(effect, ref)

    # --- the kinds -----------------------------------------------------------------------------

    async def _card(self, effect: Effect) -> None:
        report = await self._load(effect)
        blocks = postmortem_blocks.card(report, self._say)
        text = self._say.say("card.title", number=report.postmortem.number, title=escape(report.postmortem.title))
        place = await self._place(effect, effect.ref)
        if place is not None:
            try:
                await self._gateway.call("chat.update", channel=place[0], ts=place[1], text=text, blocks=blocks)
            except SlackFailure as failure:
                if failure.error != "message_not_found":
                    raise
                async with self._store.work(effect.team) as work:
                    await work.outbox.forget_place(effect.ref)  # deleted by hand: a new one takes its place
                place = None
        if place is None:
            ts = await self._post(effect, Post(report.postmortem.channel, text, blocks, effect.ref, effect.ref))
            await self._pin(report.postmortem.channel, ts)

    async def _pin(self, channel: str, ts: str) -> None:
        try:
            await self._gateway.call("pins.add", channel=channel, timestamp=ts)
        except SlackFailure as failure:
            if not failure.permanent:
                raise  # an optional permission may be missing; anything else is tried again

    async def _report(self, effect: Effect) -> None:
        report = await self._load(effect)
        p = report.postmortem
        text = self._say.say("report.posted", number=p.number, title=escape(p.title))
        root: str | None = None
        for number, blocks in enumerate(report_blocks.messages(report, self._say)):
            delivery = f"{effect.delivery}:{number}"
            ref = f"{delivery}:place"
            place = await self._place(effect, ref)
            ts = place[1] if place else await self._post(effect, Post(p.channel, text, blocks, delivery, ref, root))
            root = root or ts

    async def _say_in_channel(self, effect: Effect) -> None:
        details = {k: escape(str(v)) for k, v in dict(effect.payload.get("details") or {}).items()}
        if by := str(effect.payload.get("by") or ""):
            async with self._store.look(effect.team) as work:
                people = await work.workspace.people([by])
            details["by"] = escape(next((p.name for p in people.values()), by))
        text = self._say.say(str(effect.payload["key"]), **details)
        await self._post(effect, Post(str(effect.payload["channel"]), text, [section(text)], effect.delivery))

    async def _tell_person(self, effect: Effect, person: str, text: str, blocks: list[Block]) -> None:
        await self._post(effect, Post(await self._gateway.dm(person), text, blocks, effect.delivery))

    async def _told(self, effect: Effect, person: str) -> bool:
        return bool(await self._poster.posted(effect, await self._gateway.dm(person), effect.delivery))

    async def _into_channel(self, effect: Effect, channel: str, text: str, blocks: list[Block]) -> None:
        await self._post(effect, Post(channel, text, blocks, effect.delivery))

    async def _tell(self, effect: Effect) -> None:
        details: dict[str, Any] = dict(effect.payload.get("details") or {})
        text = self._say.say(str(effect.payload["key"]), **details)
        await self._post(
            effect, Post(await self._gateway.dm(str(effect.payload["person"])), text, [section(text)], effect.delivery)
        )

    async def _welcome(self, effect: Effect) -> None:
        channel = str(effect.payload["channel"])
        async with self._store.look(effect.team) as work:
            known = await work.workspace.channel(channel)
        key = "welcome.kept" if known and known.incident_like else "welcome.silent"
        patterns = ", ".join(f"`{p}`" for p in self._settings.channel_patterns)
        text = self._say.say(key, patterns=patterns, days=self._settings.retention_days)
        await self._post(effect, Post(channel, text, [section(text)], effect.delivery))

    async def _offer(self, effect: Effect) -> None:
        text = self._say.say("offer.text")
        blocks = postmortem_blocks.offer(self._say)
        thread = str(effect.payload["thread_ts"])
        await self._post(effect, Post(str(effect.payload["channel"]), text, blocks, effect.delivery, effect.ref, thread))

    async def _home(self, effect: Effect) -> None:
        person = str(effect.payload["person"])
        reader = Reader(person, await self._channels_of(person))
        async with self._store.look(effect.team) as work:
            known = await work.workspace.people()
            today = self._follow.calendar(known.get(person)).day(self._clock.now())
            waits = await waiting_for(work, reader, today)
        view = home_page.home(waits, {p.id: p.name for p in known.values()}, today, self._say)
        await self._gateway.call("views.publish", user_id=person, view=view)

    async def _channels_of(self, person: str) -> frozenset[str]:
        """Where somebody is a member; nowhere, as far as we may know, where we may not ask."""
        try:
            return await self._gateway.channels_of(person)
        except SlackFailure as failure:
            if failure.permanent:
                return frozenset()
            raise

    async def _learn_channel(self, effect: Effect) -> None:
        seen = await self._gateway.channel(str(effect.payload["channel"]))
        async with self._store.work(effect.team) as work:
            await hearing.channel_learned(work, self._ears, seen, str(effect.payload.get("welcome") or ""), self._clock.now())

    async def _learn_members(self, effect: Effect) -> None:
        channel = str(effect.payload["channel"])
        members = await self._gateway.members(channel)
        async with self._store.work(effect.team) as work:
            await work.workspace.set_members(channel, members)

    async def _learn_person(self, effect: Effect) -> None:
        person = await self._gateway.person(str(effect.payload["person"]))
        async with self._store.work(effect.team) as work:
            await nudges.person_learned(work, person, self._clock.now())
