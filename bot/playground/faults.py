"""Faults: for the next calls of a method, and switches that stay on until they are turned off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground.delivery import Courier
from bot.playground.state import Json, State

if TYPE_CHECKING:
    from bot.playground.people import People

ALWAYS = 10**12


@dataclass
class Fault:
    """A fault for the next calls of a method ("*": any). Kind `answer`: nothing is done, and `error` is what comes back."""

    method: str
    kind: str
    times: int = 1
    wait: float = 1.0
    error: str = ""


# Name, what it is called, what can be seen of it, and what may be chosen with it.
SWITCHES: tuple[tuple[str, str, str, str], ...] = (
    ("ratelimited", "Too many requests (429)", "Every call is told to wait a second: the bot writes when it is over.", ""),
    ("error", "Slack answers 500", "Every call fails: nothing of the bot appears until it is over, then once.", ""),
    ("slow", "Slack is slow", "Every call takes 2 seconds: presses are still acknowledged at once.", ""),
    ("lost_answer", "Answers get lost", "Slack does what it was asked, but the bot never hears of it: still nothing twice.", ""),
    ("duplicates", "Events come twice", "Each event is delivered three times: everything happens once.", ""),
    ("shuffle", "Events overtake each other", "Later events come first: the newest wording wins.", ""),
    ("down", "Slack is down", "Nothing goes in or out: what was said meanwhile comes in afterwards.", ""),
    ("token_revoked", "Token revoked", "Every call is refused until the token is good again.", ""),
    ("scope_missing", "Permission missing", "Calls that need it are refused; the bot says once what it lacks.", "scope"),
    ("bot_removed", "Bot removed from a channel", "It hears and writes nothing there until it is invited again.", "channel"),
)
CHOICES = {name: choice for name, _, _, choice in SWITCHES}
ON_CALLS = {"ratelimited": 1.0, "error": 0.0, "slow": 2.0, "lost_answer": 0.0, "down": 0.0}


class Switches:
    """Turns faults on and off. `on_calls` are those that the Web API has to ask for at each call."""

    def __init__(self, state: State, courier: Courier, people: People) -> None:
        self._state, self._courier, self._people = state, courier, people
        self.on: dict[str, str] = {}
        self.on_calls: list[Fault] = []

    def listed(self) -> list[Json]:
        """Every switch, and whether it is on."""
        choices = {"scope": sorted({*self._state.settings.scopes.split()}), "channel": self._channels(), "": []}
        return [
            {"name": name, "title": title, "effect": effect, "on": name in self.on, "chosen": self.on.get(name, ""),
             "choice": choice, "choices": choices[choice]}
            for name, title, effect, choice in SWITCHES
        ]  # fmt: skip

    async def turn(self, name: str, on: bool, chosen: str = "") -> None:
        """Turn one on or off; raises LookupError where there is no such switch or choice."""
        if name not in CHOICES:
            raise LookupError(f"one of {', '.join(CHOICES)}")
        if name in self.on:
            await self._end(name, self.on.pop(name))
        if on:
            await self._begin(name, self._chosen(name, chosen))

    async def calm(self) -> None:
        """End all faults, those for the next calls too."""
        for name in list(self.on):
            await self.turn(name, False)

    def _chosen(self, name: str, chosen: str) -> str:
        wanted = CHOICES[name]
        if wanted == "scope" and chosen not in self._state.scopes:
            raise LookupError("choose a scope that the bot has")
        if wanted == "channel" and chosen not in {c["id"] for c in self._channels()}:
            raise LookupError("choose a channel that the bot is in")
        return chosen if wanted else ""

    def _channels(self) -> list[Json]:
        there = [c for c in self._state.channels.values() if not c.im_of]
        return [{"id": c.id, "name": c.name} for c in there if self._in(c.members) or c.id == self.on.get("bot_removed")]

    def _in(self, members: set[str]) -> bool:
        return self._state.bot_user in members

    async def _begin(self, name: str, chosen: str) -> None:
        self.on[name] = chosen
        if name in ON_CALLS:
            self.on_calls.append(Fault("*", name, ALWAYS, ON_CALLS[name]))
        await self._set(name, chosen, True)

    async def _end(self, name: str, chosen: str) -> None:
        self.on_calls = [f for f in self.on_calls if f.kind != name]
        await self._set(name, chosen, False)

    async def _set(self, name: str, chosen: str, on: bool) -> None:
        if name == "duplicates":
            self._courier.faults.duplicate = 2 if on else 0
        elif name == "shuffle":
            self._courier.faults.shuffle = on
        elif name == "down":
            await self._courier.cut(on)
        elif name == "token_revoked":
            self._state.token_revoked = on
        elif name == "scope_missing":
            (self._state.scopes.discard if on else self._state.scopes.add)(chosen)
        elif name == "bot_removed":
            self._move_bot(chosen, on)

    def _move_bot(self, channel: str, out: bool) -> None:
        place = self._state.channels[channel]
        somebody = next((p for p in sorted(place.members) if p != self._state.bot_user), self._state.bot_user)
        event: dict[str, Any] = {"channel": channel, "channel_type": "G" if place.private else "C"}
        if out:
            # Told while the bot is still a member, as Slack's last word from there.
            self._people.tell({"type": "member_left_channel", "user": self._state.bot_user, **event})
            place.members.discard(self._state.bot_user)
        else:
            self._people.invite_bot(somebody, channel)
