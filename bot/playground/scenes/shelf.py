"""The scenes on offer and those that play, under /control/scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from bot.playground.cast import MEMBERS
from bot.playground.control import answered
from bot.playground.scenes.run import Run
from bot.playground.scenes.story import Place, load_scenes
from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

MOST_RUNS = 12


class Shelf:
    """Every scene, and what plays."""

    def __init__(self, play: Playground) -> None:
        self._play = play
        self.scenes = load_scenes()
        self.runs: dict[str, Run] = {}

    def shown(self) -> Json:
        """All there is to choose, and how far what was chosen has got."""
        scenes = [
            {"id": s.id, "title": s.title, "about": s.about, "minutes": round(s.lasts / 60), "at_once": s.at_once}
            for s in self.scenes.values()
        ]
        return {"scenes": scenes, "runs": [r.shown() for r in self.runs.values()]}

    def begin(self, name: str) -> Run:
        """Bring its people and channels in and begin; raises LookupError where there is no such scene."""
        scene = self.scenes.get(name)
        if scene is None:
            raise LookupError(f"one of {', '.join(self.scenes)}")
        if any(r.scene.past and r.state == "playing" for r in self.runs.values()):
            raise LookupError("wait until the year of history is made")
        if len(self.runs) >= MOST_RUNS:
            raise LookupError("enough scenes for one workspace: start it again to have an empty one")
        people = self._people()
        places = {p.key: self._place(p, people, len(self.runs), scene.asker) for p in scene.places}
        run = Run(self._play, scene, len(self.runs) + 1, places, people)
        self.runs[run.id] = run
        run.start()
        if scene.at_once:
            run.to_end()
        else:
            run.go()
        return run

    async def close(self) -> None:
        """End all."""
        for run in self.runs.values():
            await run.close()

    def _people(self) -> dict[str, str]:
        for member in MEMBERS:
            if member.id not in self._play.state.people:
                self._play.state.add_person(member.id, member.name, member.tz)
        return {member.id[2:].lower(): member.id for member in MEMBERS}

    def _place(self, place: Place, people: dict[str, str], number: int, asker: str) -> str:
        state = self._play.state
        taken = {c.name for c in state.channels.values()}
        name = next(n for n in (place.name, *(f"{place.name}-{i}" for i in range(2, 99))) if n not in taken)
        members = [people[m] for m in place.members or people]
        channel = f"C0S{number:02d}{len(state.channels):04d}"
        state.add_channel(channel, name, members, place.private, purpose=place.purpose)
        if place.with_bot:
            self._play.people.invite_bot(people[asker] if people.get(asker) in members else members[0], channel)
        return channel

    # --- the control interface -----------------------------------------------------------------

    async def see(self, _given: Json) -> Json:
        """GET: what there is."""
        return self.shown()

    async def start(self, given: Json) -> Json:
        """POST {"scene"}: begin one."""
        return self.begin(str(given["scene"])).shown()

    async def direct(self, given: Json) -> Json:
        """POST {"run", "do", …}: play (speed), pause, step, end; take or leave (who); accept or skip (offer)."""
        run, do = self.runs.get(str(given["run"])), str(given["do"])
        if run is None:
            raise LookupError("this scene does not play")
        if do == "play":
            run.go(_speed(given))
        elif do in {"pause", "step", "end"}:
            {"pause": run.pause, "step": run.step, "end": run.to_end}[do]()
        elif do in {"take", "leave"}:
            run.take(str(given["who"]), do == "take")
        elif do in {"accept", "skip"}:
            await (run.accept if do == "accept" else run.skip)(int(given["offer"]))
        else:
            raise LookupError("play, pause, step, end, take, leave, accept or skip")
        return run.shown()

    def routes(self) -> list[Route]:
        """Its part of the control interface."""
        return [
            Route("/control/scenes", answered(self.see), methods=["GET"]),
            Route("/control/scenes", answered(self.start), methods=["POST"]),
            Route("/control/direct", answered(self.direct), methods=["POST"]),
        ]


def _speed(given: Json) -> float | None:
    speed = float(given.get("speed") or 0)
    if not 0 <= speed <= 3600:
        raise ValueError("a speed between 1 and 3600")
    return speed or None
