"""`make gallery`: a picture of every kind of message, form and home page that the bot shows, on one page.

The pictures are of what the running bot sends to the local workspace, as the window draws it in Chromium.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from bot.logs import set_up_logs
from bot.playground.cast import INCIDENT
from bot.slack import ids
from bot.try_out import TriedOut, tried_out
from tests.browser.chromium import HOW_TO_GET, browser, chromium
from tests.gallery.camera import Camera, camera
from tests.gallery.collector import Collector
from tests.gallery.corners import Corners
from tests.gallery.issues import issues
from tests.gallery.pages import pages
from tests.gallery.story import Story

OUT = Path("out/gallery")


async def gallery(out: Path) -> Camera:
    """Play the story and take the pictures."""
    async with tried_out() as both, browser() as chrome:
        eye = await camera(chrome, both.slack.url, out)
        collector = Collector(both.slack.state)

        async def look(step: str) -> None:
            for shown in collector.fresh():
                await eye.shoot(shown, step)

        for story in (Story(both), Corners(both)):
            story.after_press = look
            async for step in story.steps():
                await look(step)
                print(f"{len(eye.taken):4} {step}", flush=True)
                if step in README:
                    await readme(eye, both, step)
                if step == LATE:
                    await pages(chrome, both, out)
            await story.quiet()
        collector.actions |= await issues(chrome, eye)
        names = {v for k, v in vars(ids).items() if k.isupper() and isinstance(v, str) and not v.startswith("/")}
        forms = {v.get("callback_id") for v in both.slack.state.views.values()}
        shortcuts = {ids.ADD_TO_TIMELINE, ids.MAKE_ACTION_ITEM, ids.MARK_DIFFERENT}
        eye.bind(sorted(names - collector.actions - forms - shortcuts))
        return eye


LATE = "/postmortem report, with an edited section"
README = {"/postmortem start", "people answer more"}


async def readme(eye: Camera, both: TriedOut, step: str) -> None:
    """The three pictures of the README."""
    if step == "/postmortem start":
        await eye.window("start", "U0IFE", INCIDENT, size=(1000, 760))
        return
    messages = [*both.slack.state.channels[INCIDENT].messages.values()]
    root = next(
        m["ts"] for m in messages if "Summary" in str(m.get("blocks")) and both.slack.state.channels[INCIDENT].replies(m["ts"])
    )
    card = next(m["ts"] for m in messages if ids.REVIEW_TIMELINE in str(m.get("blocks")))
    await eye.window("interview", "U0ADA", f"{INCIDENT}/{root}", card)
    await eye.window("phone", "U0ADA", INCIDENT, card, "dark", (360, 740))


def main() -> None:
    """Make it, and say where it is."""
    if chromium() is None:
        sys.exit(HOW_TO_GET)
    set_up_logs("ERROR", "console")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    eye = asyncio.run(gallery(OUT))
    for number, (shown, high, _) in enumerate(eye.taken, 1):
        if high > 740:
            print(f"{number:4} is {high / 740:.1f} screens high on a phone: {shown.words[:60]}")
    print(f"{len(eye.taken)} kinds are on {OUT / 'index.html'}")


if __name__ == "__main__":
    main()
