"""The interview's messages: section threads, questions to all, questions to one person, invitations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.interview import Section
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.errors import SlackFailure
from bot.prompts import Prompts
from bot.slack.blocks import interview as blocks
from bot.slack.blocks import people as people_blocks
from bot.slack.gateway import Gateway
from bot.slack.posting import Post, Poster
from bot.slack.text import escape
from bot.store.outbox import Effect
from bot.store.work import Store, Work
from bot.usecases import participants
from bot.usecases.answering import words_of
from bot.usecases.interviews import asked_in
from bot.usecases.pressing import DIFFERS


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message of the interview is about."""

    postmortem: Postmortem
    section: Section
    names: Mapping[str, str]
    links: Links


class InterviewEffects:
    """Renders from today's state, sends through the poster."""

    def __init__(self, store: Store, gateway: Gateway, poster: Poster, say: Prompts) -> None:
        self._store, self._gateway, self._poster, self._say = store, gateway, poster, say
        self.kinds: Mapping[str, Callable[[Effect], Awaitable[None]]] = {
            "thread": self._thread,
            "question": self._question,
            "section_done": self._section_done,
            "personal": self._personal,
            "dm_done": self._dm_done,
            "invite": self._invite,
            "private_note": self._private_note,
        }

    async def _scene(self, work: Work, effect: Effect) -> Scene | None:
        postmortem = await work.postmortems.get(str(effect.payload["postmortem"]))
        section = self._say.guide.of(postmortem).section(str(effect.payload["section"])) if postmortem else None
        if postmortem is None or section is None:
            return None  # the template no longer has it
        names = {p.id: p.name for p in (await work.workspace.people()).values()}
        return Scene(postmortem, section, names, Links((await work.workspace.home()).url))

    async def _thread(self, effect: Effect) -> None:
        async with self._store.work(effect.team) as work:
            scene = await self._scene(work, effect)
        if scene is None:
            return
        pm, part = scene.postmortem, scene.section
        shown = blocks.thread(part, pm, self._say)
        if effect.payload.get("again"):
            await self._poster.update(effect, effect.ref, part.title, shown)
        else:
            await self._poster.post(effect, Post(pm.channel, part.title, shown, effect.delivery, effect.ref))

    async def _question(self, effect: Effect) -> None:
        payload = effect.payload
        async with self._store.work(effect.team) as work:
            scene = await self._scene(work, effect)
            asked = await asked_in(work, scene.postmortem, scene.section.id) if scene else ()
        question = next((q for q in scene.section.questions if q.id == payload["question"]), None) if scene else None
        put = next((a for a in asked if a.question == payload["question"]), None)
        if scene is None or question is None or put is None:
            return
        where = blocks.spot(scene.postmortem.id, scene.section.id, question.id)
        told = blocks.told_lines(put.told, scene.names, scene.links, scene.postmortem.channel, self._say)
        shown = blocks.question(question, told, where, self._say, settled=bool(payload["settled"]))
        if payload["settled"] or payload.get("again"):
            await self._poster.update(effect, effect.ref, question.ask, shown)
            return
        thread = await self._thread_of(effect)
        await self._poster.post(effect, Post(thread[0], question.ask, shown, effect.delivery, effect.ref, thread[1]))

    async def _personal(self, effect: Effect) -> None:
        payload, person = effect.payload, str(effect.payload["person"])
        async with self._store.work(effect.team) as work:
            scene = await self._scene(work, effect)
            mine = [p for p in await work.personal.to(person, str(payload["postmortem"])) if _is(p, payload)] if scene else []
        question = next((q for q in scene.section.questions if q.id == payload["question"]), None) if scene else None
        if scene is None or question is None or not mine:
            return
        if payload["place"] == "invite":
            await self._invitation(effect, scene.postmortem, settled=True)
            return
        in_dm = payload["place"] == "dm"
        told = blocks.told_lines(mine[-1].told, scene.names, scene.links, scene.postmortem.channel, self._say)
        probe = str(payload["probe"])
        words = self._say.say("interview.differs") if probe == DIFFERS else words_of(self._say.guide, question, probe)
        asked = blocks.Put(question, probe, words, person, in_dm, told, scene.postmortem, scene.section)
        shown = blocks.personal(asked, self._say, settled=bool(payload["settled"]))
        text = words if in_dm else f"<@{person}> {words}"
        if payload["settled"]:
            await self._poster.update(effect, effect.ref, text, shown)
        elif in_dm:
            place = await self._gateway.dm(person)
            await self._poster.post(effect, Post(place, text, shown, effect.delivery, effect.ref))
        else:
            thread = await self._thread_of(effect)
            await self._poster.post(effect, Post(thread[0], text, shown, effect.delivery, effect.ref, thread[1]))

    async def _thread_of(self, effect: Effect) -> tuple[str, str]:
        """Where the section's thread is. If it could not be posted, what belongs into it waits for the same cure."""
        thread = await self._poster.place(effect, f"thread:{effect.payload['postmortem']}:{effect.payload['section']}")
        if thread is None:
            raise SlackFailure("no_thread", permanent=True)
        return thread

    async def _section_done(self, effect: Effect) -> None:
        async with self._store.work(effect.team) as work:
            scene = await self._scene(work, effect)
        if scene is not None:
            thread = await self._thread_of(effect)
            shown = blocks.section_done(scene.section, self._say)
            await self._poster.post(effect, Post(thread[0], scene.section.title, shown, effect.delivery, thread_ts=thread[1]))

    async def _dm_done(self, effect: Effect) -> None:
        person = str(effect.payload["person"])
        async with self._store.work(effect.team) as work:
            postmortem = await work.postmortems.get(str(effect.payload["postmortem"]))
            if postmortem is None:
                return
            note = await work.participants.one(postmortem.id, person)
        text, shown = blocks.dm_done(postmortem, note, self._say)
        await self._poster.post(effect, Post(await self._gateway.dm(person), text, shown, effect.delivery))

    async def _invite(self, effect: Effect) -> None:
        """Ask somebody to take part; for a hidden postmortem only those who are in its channel just now."""
        person = str(effect.payload["person"])
        async with self._store.work(effect.team) as work:
            postmortem = await work.postmortems.get(str(effect.payload["postmortem"]))
            hidden = postmortem is not None and await participants.only_for_members(work, postmortem, person)
        if postmortem is None or not postmortem.open:
            return
        if hidden:
            member = person in await self._gateway.members(postmortem.channel)
            async with self._store.work(effect.team) as work:
                await (participants.a_member if member else participants.not_a_member)(work, postmortem, person)
            if not member:
                return
        await self._invitation(effect, postmortem, settled=False)

    async def _invitation(self, effect: Effect, postmortem: Postmortem, *, settled: bool) -> None:
        person = str(effect.payload["person"])
        async with self._store.work(effect.team) as work:
            opening = await participants.opening(work, postmortem, person)
            names = {p.id: p.name for p in (await work.workspace.people()).values()}
            note = await work.participants.one(postmortem.id, person)
        shown = people_blocks.Invitation(
            postmortem, opening, names, str(effect.payload["section"]), str(effect.payload["question"]), person
        )
        text, made = people_blocks.invitation(shown, note, self._say, settled=settled)
        if settled:
            await self._poster.update(effect, effect.ref, text, made)
        elif not (note.declined_at or note.removed):
            await self._poster.post(effect, Post(await self._gateway.dm(person), text, made, effect.delivery, effect.ref))

    async def _private_note(self, effect: Effect) -> None:
        """Tell the one who was chosen that there is something to read, never what it says."""
        person = str(effect.payload["person"])
        async with self._store.work(effect.team) as work:
            postmortem = await work.postmortems.get(str(effect.payload["postmortem"]))
        if postmortem is not None:
            text = self._say.say("private.waiting", number=postmortem.number, title=escape(postmortem.title))
            shown = people_blocks.private_note(text, postmortem, self._say)
            await self._poster.post(effect, Post(await self._gateway.dm(person), text, shown, effect.delivery))


def _is(asked: object, payload: Mapping[str, object]) -> bool:
    return all(getattr(asked, name) == payload[name] for name in ("section", "question", "probe", "place"))
