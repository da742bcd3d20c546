"""A scene that plays: at a speed, step by step or at once, with people who follow the script or are played by you."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.playground.scenes.answering import Answering, Asked
from bot.playground.scenes.doing import Hands, Stuck
from bot.playground.scenes.story import Reply, Scene, Step
from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

SPEEDS = (1.0, 10.0, 60.0, 300.0)
NORMAL = 60.0
# How long somebody thinks before they answer, in seconds at the normal speed.
THINKING = 3.0
WATCH, SLICE, SETTLED = 0.15, 0.25, 60.0
FRIDAY = 5
# What the script cannot go on without.
NEEDED = {"command", "press", "shortcut"}


@dataclass
class Offer:
    """What a person whom you play would do now: by its number you let them, or pass it over."""

    id: int
    who: str
    channel: str
    thread: str
    text: str
    step: Step | None = None
    asked: Asked | None = None
    reply: Reply | None = None


class Run:
    """One scene in the workspace."""

    def __init__(self, play: Playground, scene: Scene, number: int, places: dict[str, str], people: dict[str, str]) -> None:
        self._play, self.scene, self.id = play, scene, f"{scene.id}-{number}"
        self.places, self.people = places, people
        self.hands = Hands(play, places, people)
        self.answering = Answering(play, scene, places, self._reply)
        self.state, self.problem = "paused", ""
        self.position, self.speed = 0, NORMAL
        self.yours: set[str] = set()
        self.offers: list[Offer] = []
        self._last_offer = 0
        self._steps_allowed = 0
        self._changed = asyncio.Event()
        self._looking = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    # --- what is shown and chosen --------------------------------------------------------------

    def shown(self) -> Json:
        """How far it is, for whoever looks."""
        names = self._play.state.people
        upcoming = self.scene.steps[self.position] if self.position < len(self.scene.steps) else None
        return {
            "id": self.id, "scene": self.scene.id, "title": self.scene.title, "hint": self.scene.hint, "state": self.state,
            "problem": self.problem, "position": self.position, "steps": len(self.scene.steps),
            "speed": None if math.isinf(self.speed) else self.speed, "speeds": SPEEDS,
            "next": _told(upcoming, self._name(upcoming.who)) if upcoming else "",
            "channels": [{"id": c, "name": self._play.state.channels[c].name} for c in self.places.values()],
            "people": [{"key": k, "id": p, "name": names[p]["real_name"], "yours": k in self.yours} for k, p in self.people.items()],
            "offers": [
                {"id": o.id, "who": self._name(o.who), "person": self.people[o.who], "channel": o.channel, "thread": o.thread,
                 "text": o.text} for o in self.offers
            ],
        }  # fmt: skip

    def start(self) -> None:
        """Begin to watch for questions, and to play."""
        self._tasks = [asyncio.create_task(self._play_on()), asyncio.create_task(self._watch())]

    def go(self, speed: float | None = None) -> None:
        """Play on, perhaps at another speed."""
        self.speed = speed or (NORMAL if math.isinf(self.speed) else self.speed)
        self._set("playing")

    def pause(self) -> None:
        """Stop before the next step."""
        self._set("paused")

    def step(self) -> None:
        """The next step, now."""
        self._steps_allowed += 1
        self._set("paused")

    def to_end(self) -> None:
        """All the rest at once."""
        self.go(math.inf)

    def take(self, who: str, yours: bool) -> None:
        """Play a person yourself, or leave them to the script; raises LookupError."""
        if who not in self.people:
            raise LookupError(f"one of {', '.join(self.people)}")
        (self.yours.add if yours else self.yours.discard)(who)
        self._touch()

    async def accept(self, number: int) -> None:
        """Let the person do what is offered; raises LookupError when that is over."""
        offer = self._offer(number)
        self._drop(offer)
        if offer.step is not None:
            await self.hands.do(offer.step)
        elif offer.asked and offer.reply:
            await self._speak(offer.asked, offer.reply)

    async def skip(self, number: int) -> None:
        """Pass an offer over: you did it in your own way, or want it left out."""
        offer = self._offer(number)
        self._drop(offer)
        if offer.asked and offer.reply:
            await self._after(offer.asked, offer.reply)

    async def close(self) -> None:
        """End it where it is."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def ended(self) -> None:
        """Wait until its last step is done and everything that was asked is answered."""
        while self.state not in {"done", "stuck"}:
            await self.changed()

    async def changed(self) -> None:
        """Wait until something of it changes."""
        self._changed.clear()
        await self._changed.wait()

    # --- playing -------------------------------------------------------------------------------

    async def _play_on(self) -> None:
        """Play to the end; what goes wrong on the way is shown where the scene is."""
        try:
            await self._bot_there()
            self.hands.began = self._play.state.now()
            await (self._in_the_past() if self.scene.past else self._all_steps())
            await self._tick()
            self._set("done")
        except (Stuck, LookupError, ValueError, TypeError, AttributeError) as fault:
            self.problem = str(fault) or type(fault).__name__
            self._set("stuck")

    async def _bot_there(self) -> None:
        """A bot that was just started needs a moment to connect."""
        for _ in range(200):
            if self._play.courier.connected or self._play.settings.events_url:
                return
            await asyncio.sleep(0.1)
        raise Stuck("no bot is connected")

    async def _in_the_past(self) -> None:
        state = self._play.state
        await self._settle()  # what is under way belongs to the present
        with state.travelling():
            await self._all_steps()

    async def _all_steps(self) -> None:
        while self.position < len(self.scene.steps):
            await self._allowed()
            step = self.scene.steps[self.position]
            await self._advance(step)
            self.position += 1
            await self._do(step)
            self._touch()
        await self._settle()

    async def _allowed(self) -> None:
        while self.state != "playing" and not self._steps_allowed:
            await self.changed()
        self._steps_allowed = max(0, self._steps_allowed - 1)

    async def _advance(self, step: Step) -> None:
        """Let the time pass until the step: some of it really, the rest by the clock of the workspace."""
        before = self.scene.steps[self.position - 1].at if self.position else 0.0
        gap, waited = step.at - before, 0.0
        while self.state == "playing" and waited < gap / self.speed:
            part = min(SLICE, gap / self.speed - waited)
            await asyncio.sleep(part)
            waited += part
        self._play.state.shift += max(0.0, gap - waited)

    async def _do(self, step: Step) -> None:
        if step.deed == "wait":
            await self._settle()
        elif step.deed == "clock":
            self._play.state.travel(_days_ago(step.what, self._play.state.really_now()))
            if self._play.inside is not None:
                await self._play.inside.reminded()
        elif step.who in self.yours:
            await self._offer_step(step)
        else:
            await self.hands.do(step)

    async def _offer_step(self, step: Step) -> None:
        self.hands.unsaid |= {step.name} - {""}
        offer = self._add(Offer(0, step.who, self.places[step.place], "", self.hands.text(_told(step, "")), step=step))
        while step.deed in NEEDED and offer in self.offers:
            await self.changed()

    async def _settle(self) -> None:
        """Until the bot has said all and everybody has answered."""
        try:
            async with asyncio.timeout(SETTLED):
                while True:
                    await self._play.courier.idle()
                    if self._play.inside is not None:
                        await self._play.inside.quiet()
                    if not await self._look() and not self._open_questions():
                        return
                    await asyncio.sleep(0)
        except TimeoutError as error:
            raise Stuck("the bot did not come to rest") from error

    def _open_questions(self) -> bool:
        """Whether somebody of the script has yet to answer; what is offered to you is your affair."""
        offered = [o.reply for o in self.offers]
        return any(r not in offered for a in self.answering.asked for r in a.waiting)

    async def _tick(self) -> None:
        if self._play.inside is not None:
            await self._play.inside.ticked()

    # --- answers -------------------------------------------------------------------------------

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH)
            await self._look()

    async def _look(self) -> bool:
        async with self._looking:
            for offer in [o for o in self.offers if o.asked and self._answered_already(o)]:
                await self.skip(offer.id)
            return await self.answering.look()

    def _answered_already(self, offer: Offer) -> bool:
        replies = self._play.state.channels[offer.channel].replies(offer.thread)
        return any(m.get("user") == self.people[offer.who] and offer.asked and m["ts"] > offer.asked.ts for m in replies)

    async def _reply(self, asked: Asked, reply: Reply) -> None:
        if reply.who in self.yours:
            self._add(Offer(0, reply.who, asked.channel, asked.thread, self.hands.text(reply.text), asked=asked, reply=reply))
            return
        await asyncio.sleep(0 if self.scene.at_once or math.isinf(self.speed) else THINKING * NORMAL / self.speed)
        await self._speak(asked, reply)

    async def _speak(self, asked: Asked, reply: Reply) -> None:
        self._play.people.say(self.people[reply.who], asked.channel, self.hands.text(reply.text), asked.thread)
        await self._play.courier.idle()
        await self._after(asked, reply)

    async def _after(self, asked: Asked, reply: Reply) -> None:
        """When all have answered, the one who leads asks for the next question, if that is the way of the scene."""
        if not self.answering.answered(asked, reply) or not self.scene.onward:
            return
        if self._play.inside is not None:
            await self._play.inside.quiet()
        # An answer may have called for a follow-up: what is pressed is the newest in the thread.
        thread = self._play.state.channels[asked.channel].replies(asked.thread)
        last = next((m for m in reversed(thread) if self.scene.onward in str(m.get("blocks"))), None)
        if last is not None and self.scene.asker not in self.yours:
            await self._play.people.press(self.people[self.scene.asker], asked.channel, last["ts"], self.scene.onward)

    # --- small things --------------------------------------------------------------------------

    def _add(self, offer: Offer) -> Offer:
        self._last_offer += 1
        offer.id = self._last_offer
        self.offers.append(offer)
        self._touch()
        return offer

    def _offer(self, number: int) -> Offer:
        found = next((o for o in self.offers if o.id == number), None)
        if found is None:
            raise LookupError("this is over")
        return found

    def _drop(self, offer: Offer) -> None:
        self.offers.remove(offer)
        self._touch()

    def _name(self, who: str) -> str:
        person = self._play.state.people.get(self.people.get(who, ""))
        return str(person["real_name"]) if person else ""

    def _set(self, state: str) -> None:
        if self.state not in {"done", "stuck"}:
            self.state = state
        self._touch()

    def _touch(self) -> None:
        self._changed.set()
        self._play.state.changes.touch()


def _told(step: Step, name: str) -> str:
    """A step in a line, for whoever sees what comes next."""
    words = {"say": step.what, "command": step.what, "alert": f"{step.more.get('bot_name', 'Beacon')}: {step.what}",
             "press": f"presses {step.what}", "react": f"reacts with :{step.what}:"}  # fmt: skip
    text = " ".join(words.get(step.deed, step.deed).split())
    return f"{name}: {text[:140]}" if name else text[:4000]


def _days_ago(text: str, now: float) -> float:
    """ "340 14:02" is that time of the day (UTC) so many days ago; with "workday" the next that is no weekend."""
    days, clock, *workday = text.split(" ")
    hours, _, minutes = clock.partition(":")
    day = datetime.fromtimestamp(now, UTC).date() - timedelta(days=int(days))
    if workday and day.isoweekday() > FRIDAY:
        day += timedelta(days=8 - day.isoweekday())
    return datetime(day.year, day.month, day.day, int(hours), int(minutes or 0), tzinfo=UTC).timestamp()
