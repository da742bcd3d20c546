"""Takes the pictures: each thing as it is on a desktop and on a phone, light and dark; and the page that gathers them."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Locator, Page, expect

from tests.gallery.collector import Shown

DESKTOP, PHONE = (1100, 800), (360, 740)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
STILL = ".toolbar, #toasts { display: none !important; } * { animation: none !important; transition: none !important; caret-color: transparent !important; } .found, .found:focus { outline: none !important; }"
FORMS_ASIDE = " dialog.modal { display: none !important; }"
PLACES = {"channel": "in a channel", "alone": "only for one person", "modal": "a form", "home": "the home page"}


@dataclass
class Camera:
    """Keeps one page open and walks with it to whatever is to be seen."""

    url: str
    page: Page
    out: Path
    taken: list[tuple[Shown, int, str]] = field(default_factory=list)

    async def shoot(self, shown: Shown, step: str) -> None:
        """Four pictures of one thing."""
        number = len(self.taken) + 1
        await self._go(shown)
        high = 0
        for name, (width, height) in SIZES.items():
            await self.page.set_viewport_size({"width": width, "height": height})
            node = self._node(shown)
            tall = int((await node.bounding_box() or {"height": 0})["height"])
            high = tall if name == "phone" else high
            if tall + 260 > height:
                await self.page.set_viewport_size({"width": width, "height": tall + 320})
            for scheme in SCHEMES:
                await self.page.emulate_media(color_scheme=scheme)
                await node.screenshot(path=self.out / f"{number:03}-{name}-{scheme}.png", animations="disabled")
        self.taken.append((shown, high, step))

    async def _go(self, shown: Shown) -> None:
        await self.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        where = f"{shown.channel}/{shown.thread}" if shown.thread else shown.channel
        await self.page.goto(f"{self.url}/?as={shown.person}&n={len(self.taken)}#{where}")
        await self.page.add_style_tag(content=STILL if shown.place == "modal" else STILL + FORMS_ASIDE)
        if shown.place == "home":
            await self.page.locator(".channel", has_text="Postmortem Bot").click()
            await expect(self.page.locator(".home")).to_be_visible()
        await expect(self._node(shown)).to_be_visible()

    def _node(self, shown: Shown) -> Locator:
        if shown.place == "modal":
            return self.page.locator("dialog.modal[open] .sheet")
        if shown.place == "home":
            return self.page.locator(".home > .blocks")
        within = "#thread" if shown.thread else "#main"
        return self.page.locator(f'{within} .message[data-ts="{shown.key}"]')

    async def window(
        self, name: str, person: str, where: str, ts: str = "", scheme: Scheme = "light", size: tuple[int, int] = DESKTOP
    ) -> None:
        """The whole window with a message in its middle, for the README."""
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.page.emulate_media(color_scheme=scheme)
        await self.page.goto(f"{self.url}/?as={person}&w={name}#{where}")
        await self.page.add_style_tag(content=STILL)
        await expect(self.page.locator("#main .message").first).to_be_visible()
        if ts:
            await self.page.evaluate("ts => dispatchEvent(new CustomEvent('go', { detail: { ts } }))", ts)
            await expect(self.page.locator(f'#main .message.found[data-ts="{ts}"]')).to_be_visible()
        await self.page.screenshot(path=self.out / f"{name}.png", animations="disabled")

    def bind(self, missing: list[str]) -> Path:
        """The page with all pictures on it."""
        parts = [_entry(n, *taken) for n, taken in enumerate(self.taken, 1)]
        note = f"<p>Not seen by this story: {html.escape(', '.join(missing))}.</p>" if missing else ""
        file = self.out / "index.html"
        file.write_text(PAGE.format(count=len(parts), note=note, parts="\n".join(parts)), encoding="utf-8")
        return file


def _entry(number: int, shown: Shown, high: int, step: str) -> str:
    images = [
        f'<a href="{number:03}-{n}-{s}.png"><img loading="lazy" alt="{n}, {s}" src="{number:03}-{n}-{s}.png"></a>'
        for n in SIZES
        for s in SCHEMES
    ]
    long = f' <b class="long">{high / PHONE[1]:.1f} screens on a phone</b>' if high > PHONE[1] else ""
    head = f"<h2>{number}. {html.escape(shown.words[:80] or shown.place)}</h2>"
    return f"<section>{head}<p>{PLACES[shown.place]} · {html.escape(step)}{long}</p><div>{''.join(images)}</div></section>"


async def camera(browser: Browser, url: str, out: Path, **context: Any) -> Camera:
    """A camera that sees what Chromium draws. The window's policy forbids styles of others, so it is set aside here."""
    made = await browser.new_context(locale="en-GB", bypass_csp=True, **context)
    return Camera(url, await made.new_page(), out)


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Everything the bot shows</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #e9e7e1; color: #1e2628; }}
section {{ margin: 0 0 2.5rem; }} h2 {{ font-size: 1.05rem; margin: 0; }} p {{ margin: 0 0 .5rem; color: #596468; }}
section div {{ display: flex; flex-wrap: wrap; gap: 14px; align-items: flex-start; }}
img {{ max-width: min(100%, 640px); border: 1px solid #cbc7bb; border-radius: 8px; }} .long {{ color: #b3261e; }}
</style>
<h1>Everything the bot shows</h1><p>{count} kinds of messages, forms and home pages: desktop and phone, light and dark.</p>{note}
{parts}
</html>
"""
