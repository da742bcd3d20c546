"""Reads a channel back: at the start of a postmortem, after a silence, for what Slack gave up on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.domain.message import Message, MessageKind, moment
from bot.errors import SlackFailure
from bot.slack.gateway import Gateway
from bot.slack.messages import edit_ts, names_cut_short, read_message
from bot.store.outbox import Effect
from bot.store.work import Store, Work
from bot.usecases import hearing
from bot.usecases.postmortems import show_card

# How far before the last message heard a repeated reading starts: late replies and edits of the last days.
LOOK_BACK = timedelta(days=2)
# How far Slack's clock and ours may be apart: what a reading shows counts as seen that long ago, so that no event that
# came in meanwhile is overruled. What changed in between is put right by the next reading.
CLOCKS_APART = timedelta(minutes=1)


class HistoryReader:
    """Reads through the gateway, stores through the use cases: what was heard before changes nothing."""

    def __init__(self, store: Store, gateway: Gateway, clock: Clock, ears: hearing.Ears) -> None:
        self._store, self._gateway, self._clock, self._ears = store, gateway, clock, ears

    async def read(self, effect: Effect) -> None:
        """Read one channel, threads included, from where it was read last."""
        channel = str(effect.payload["channel"])
        async with self._store.work(effect.team) as work:
            known = await work.workspace.channel(channel)
            home = await work.workspace.home()
        if known is None:
            known = await self._gateway.channel(channel)
            async with self._store.work(effect.team) as work:
                await hearing.channel_learned(work, self._ears, known, "", self._clock.now())
        oldest = f"{(moment(known.read_to) - LOOK_BACK).timestamp():.6f}" if known.read_to else "0"
        started = self._clock.now()
        raws = [m async for m in self._gateway.history(channel, oldest) if m.get("bot_id") != home.bot_id]
        async with self._store.work(effect.team) as work:
            held = {m.ts: m for m in await work.messages.of(channel, moment(oldest))}
            seen_at = f"{(started - CLOCKS_APART).timestamp():.6f}"
            for raw in sorted(raws, key=lambda m: str(m["ts"])):
                await self._keep(work, channel, raw, held, seen_at)
            await self._follow_deletions(work, channel, oldest, {str(m["ts"]) for m in raws}, started.timestamp())
        await self._meet(effect.team, channel)
        async with self._store.work(effect.team) as work:
            await self._finish(work, channel, max((str(m["ts"]) for m in raws), default=known.read_to))

    async def _keep(self, work: Work, channel: str, raw: Mapping[str, Any], held: Mapping[str, Message], seen_at: str) -> None:
        message = read_message(channel, raw)
        if message is None:
            return
        await hearing.message(work, self._ears, message, edit_ts(raw), self._clock.now())
        await hearing.signals_seen(work, held.get(message.ts), message, names_cut_short(raw), seen_at)

    async def _meet(self, team: str, channel: str) -> None:
        """Learn the names and zones of those who wrote and are not known yet; never of the whole workspace."""
        async with self._store.work(team) as work:
            known = await work.workspace.people()
            strangers = await work.messages.authors_unknown(channel, frozenset(known))
        for stranger in strangers:
            try:
                person = await self._gateway.person(stranger)
            except SlackFailure as failure:
                if not failure.permanent:
                    raise
                continue
            async with self._store.work(team) as work:
                await work.workspace.put_person(person, self._clock.now())

    async def _follow_deletions(self, work: Work, channel: str, oldest: str, read: set[str], before: float) -> None:
        """What we hold but Slack no longer has was deleted while nobody told us."""
        # A free plan hides what is older than 90 days: what lies before the oldest message it showed is hidden, not deleted.
        oldest = max(oldest, min(read, default=f"{before:.6f}")) if oldest == "0" else oldest
        held = await work.messages.of(channel, moment(oldest))
        for message in held:
            root = message.thread_ts or message.ts
            in_reach = root >= oldest and float(message.ts) < before - 5 and (root in read or message.thread_ts is None)
            if in_reach and message.ts not in read and message.kind is not MessageKind.ALERT:
                await hearing.deleted(work, channel, message.ts, self._clock.now())

    async def _finish(self, work: Work, channel: str, read_to: str) -> None:
        known = await work.workspace.channel(channel)
        if known is not None:
            await work.workspace.put_channel(replace(known, read_to=read_to))
        own = await work.postmortems.open_in(channel)
        for postmortem in (*([own] if own else []), *await work.postmortems.fed_by(channel)):
            await show_card(work, postmortem, self._clock.now())
