"""Pictures of the web pages and of a page of the PDF, for the gallery and the README."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from playwright.async_api import Browser

from bot.exports.composing import document
from bot.exports.pdf import LAYOUT, data_of, fonts
from bot.try_out import PAGES, TriedOut
from bot.usecases import reading, signing_in

SEEN_BY = "U0IFE"
DESKTOP, PHONE = (1000, 900), (390, 820)
SHOTS = (
    ("list", "/", DESKTOP, "light"),
    ("list-phone", "/", PHONE, "dark"),
    ("report", "/postmortems/1", DESKTOP, "light"),
    ("report-phone", "/postmortems/1", PHONE, "dark"),
    ("history", "/postmortems/1/history", DESKTOP, "light"),
    ("history-phone", "/postmortems/1/history", PHONE, "dark"),
    ("edit", "/postmortems/1/edit/summary", DESKTOP, "dark"),
    ("edit-phone", "/postmortems/1/edit/summary", PHONE, "light"),
    ("board", "/actions", DESKTOP, "light"),
    ("board-phone", "/actions", PHONE, "dark"),
    ("add-action", "/postmortems/1/actions/new", DESKTOP, "light"),
    ("add-action-phone", "/postmortems/1/actions/new", PHONE, "dark"),
    ("sign-in", "/sign-in", PHONE, "light"),
)


async def pages(chrome: Browser, both: TriedOut, out: Path) -> None:
    """Each page as somebody who is signed in sees it, and the first page of the PDF."""
    team, base = both.slack.settings.team, f"{both.slack.url}{PAGES}"
    async with both.app.store.work(team) as work:
        secret = await signing_in.make_link(work, SEEN_BY, "/", both.app.clock.now())
    context = await chrome.new_context()
    page = await context.new_page()
    await page.goto(f"{base}/enter/{team}/{secret}")
    await page.get_by_role("button", name="Continue as").click()
    for name, path, (width, height), scheme in SHOTS:
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await page.goto(f"{base}{path}")
        await page.screenshot(path=out / f"page-{name}.png", animations="disabled")
    await context.close()
    (out / "page-pdf.png").write_bytes(await _first_page(both))


async def _first_page(both: TriedOut) -> bytes:
    say = both.app.say
    async with both.app.store.look(both.slack.settings.team) as work:
        found = await work.postmortems.numbered(1)
        assert found is not None
        report = await reading.load_report(work, found, say.guide)
    told = {"document": json.dumps(data_of(document(report, say.reports["internal"], say)))}
    made: Any = typst.compile(LAYOUT, format="png", ppi=96.0, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=told)
    return bytes(made[0] if isinstance(made, list) else made)
