"""A scene as its file tells it: who is where, what happens step by step, and what people answer when they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import yaml

from bot.playground.scenes.history import expand

DEEDS = frozenset(
    {"say", "alert", "edit", "delete", "react", "pin", "topic", "leave", "command", "press", "shortcut", "fault", "wait", "clock"}
)
STEP_WORDS = DEEDS | {
    "at", "in", "who", "as", "to", "mark", "also", "times", "file", "text", "title", "link", "form", "beside", "window", "ago", "bot_name",
}  # fmt: skip
MINUTE = re.compile(r"\{(-?\d{1,3})\}")
NAMED = re.compile(r"(?<![\w@])@([a-z]+)\b")


class SceneFault(Exception):
    """A scene's file is wrong: where, and how."""


@dataclass(frozen=True)
class Place:
    """A channel of a scene. `with_bot`: invited at the beginning."""

    key: str
    name: str
    purpose: str = ""
    private: bool = False
    with_bot: bool = True
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing that somebody does. `at` in seconds since the scene began; `more` is what belongs to the deed."""

    at: float
    deed: str
    what: str
    who: str = ""
    place: str = ""
    name: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What somebody says when the bot asks. `asks` stands in the question's buttons."""

    asks: str
    who: str
    text: str
    place: str = ""


@dataclass(frozen=True)
class Scene:
    """All of it. `past`: its steps name days before today, so the clock goes back while it is made."""

    id: str
    title: str
    about: str
    hint: str
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    replies: tuple[Reply, ...] = ()
    asker: str = ""
    onward: str = ""
    at_once: bool = False
    past: bool = False

    @property
    def lasts(self) -> float:
        """Seconds from the first step to the last."""
        return max((s.at for s in self.steps), default=0.0)


def load_scenes() -> dict[str, Scene]:
    """All scenes, in the order in which they are offered; raises SceneFault."""
    folder = files("bot.playground.scenes").joinpath("data")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yaml"))
    scenes = [read_scene(yaml.safe_load(folder.joinpath(n).read_text(encoding="utf-8"))) for n in names]
    return {scene.id: scene for scene in scenes}


def read_scene(raw: Mapping[str, Any]) -> Scene:
    """One scene of what stands in its file; raises SceneFault."""
    try:
        raw = expand(raw) if "history" in raw else raw
        places = tuple(_place(p) for p in raw["channels"])
        steps = tuple(_steps(raw.get("steps") or (), places[0].key))
        replies = tuple(_replies(raw.get("answers") or ()))
        same = {k: raw[k] for k in ("asker", "onward", "at_once", "past", "hint") if k in raw}
        scene = Scene(raw["id"], raw["title"], raw["about"], same.pop("hint", ""), places, steps, replies, **same)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SceneFault(f"{raw.get('id')}: {type(error).__name__} {error}") from error
    known = {p.key for p in scene.places}
    strange = {s.place for s in scene.steps if s.place} - known
    if strange:
        raise SceneFault(f"{scene.id}: no channel {', '.join(sorted(strange))}")
    return scene


def _place(raw: Mapping[str, Any]) -> Place:
    more = {k: raw[k] for k in ("purpose", "private", "with_bot") if k in raw}
    return Place(raw.get("key") or raw["name"], raw["name"], members=tuple(raw.get("members") or ()), **more)


def _steps(raws: Any, first: str) -> Iterator[Step]:
    at = 0.0
    for raw in raws:
        if strange := set(raw) - STEP_WORDS:
            raise SceneFault(f"unknown words {sorted(strange)} in {raw}")
        deeds = [d for d in DEEDS if d in raw]
        if len(deeds) != 1:
            raise SceneFault(f"a step is one deed: {raw}")
        at = max(at, seconds(raw["at"])) if "at" in raw else at
        deed = deeds[0]
        more = {k: v for k, v in raw.items() if k not in {"at", "in", "who", "as", deed}}
        yield Step(at, deed, str(raw[deed]), raw.get("who", ""), raw.get("in", first), raw.get("as", ""), more)


def _replies(raws: Any) -> Iterator[Reply]:
    for raw in raws:
        for who, text in raw["say"]:
            yield Reply(raw["asks"], who, text, raw.get("in", ""))


def seconds(text: object) -> float:
    """ "75:30" is 75 minutes and 30 seconds."""
    minutes, _, rest = str(text).partition(":")
    return int(minutes) * 60 + float(rest or 0)


def with_times(text: str, began: float) -> str:
    """The text with the times of day it names by minutes since the scene began: {41} is 14:41 when that was at 14:00 UTC."""
    return MINUTE.sub(lambda m: f"{datetime.fromtimestamp(began + int(m[1]) * 60, UTC):%H:%M}", text)


def with_people(text: str, people: Mapping[str, str]) -> str:
    """The text with the people it names as Slack writes them: @sam is <@U0SAM>."""
    return NAMED.sub(lambda m: f"<@{people[m[1]]}>" if m[1] in people else m[0], text)
