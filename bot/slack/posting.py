"""Placing messages: once each, found again by name, brought up to date where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.errors import SlackFailure
from bot.slack.blocks.parts import Block
from bot.slack.gateway import EVENT_TYPE, Gateway
from bot.store.outbox import Effect
from bot.store.work import Store

# How far Slack's clock and ours may be apart when we look for a message that an attempt of ours may have posted.
CLOCKS_APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be placed: in a channel, perhaps in a thread, under a name that finds it again."""

    channel: str
    text: str
    blocks: list[Block]
    delivery: str
    ref: str = ""
    thread_ts: str | None = None


class Poster:
    """Posts and updates messages."""

    def __init__(self, store: Store, gateway: Gateway) -> None:
        self._store, self._gateway = store, gateway

    async def post(self, effect: Effect, post: Post) -> str:
        """Post once: what may have been posted by an attempt whose answer was lost is looked for first."""
        ts = await self.posted(effect, post.channel, post.delivery, post.thread_ts)
        if not ts:
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"delivery": post.delivery}}
            answer = await self._gateway.call(
                "chat.postMessage",
                channel=post.channel,
                text=post.text,
                blocks=post.blocks,
                thread_ts=post.thread_ts,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
            ts = str(answer["ts"])
        if post.ref:
            async with self._store.work(effect.team) as work:
                await work.outbox.put_place(post.ref, post.channel, ts)
        return ts

    async def posted(self, effect: Effect, channel: str, delivery: str, thread_ts: str | None = None) -> str:
        """The ts of what an attempt posted whose answer was lost; empty where there was none."""
        if effect.tries == 0 or effect.queued_at is None:
            return ""
        oldest = f"{(effect.queued_at - CLOCKS_APART).timestamp():.6f}"
        return await self._gateway.find_delivery(channel, delivery, oldest, thread_ts)

    async def place(self, effect: Effect, ref: str) -> tuple[str, str] | None:
        """Where the message of that name stands."""
        async with self._store.work(effect.team) as work:
            place = await work.outbox.place(ref)
        return (place.channel, place.ts) if place else None

    async def update(self, effect: Effect, ref: str, text: str, blocks: list[Block]) -> bool:
        """Bring a message up to date; tells whether there is one. One that was deleted by hand stays away."""
        place = await self.place(effect, ref)
        if place is None:
            return False
        try:
            await self._gateway.call("chat.update", channel=place[0], ts=place[1], text=text, blocks=blocks)
        except SlackFailure as failure:
            if failure.error != "message_not_found":
                raise
        return True
