"""A real Chromium, and somebody who sits before the window."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW_TO_GET = "no Chromium: `apt-get install chromium` (or your system's way), or set CHROMIUM to the path of one"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--font-render-hinting=none"]  # fmt: skip


def chromium() -> str | None:
    """Where Chromium is: by setting, or on the PATH."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next((f for f in found if f), None)


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """The browser, without a window of its own."""
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield made
        finally:
            await made.close()


@dataclass
class Seat:
    """Somebody before the window: what they click, type and see. `faults` are errors of the page itself."""

    page: Page
    faults: list[str]

    async def write(self, text: str, where: str = "#write") -> None:
        """Type a message or a command and send it."""
        box = self.page.locator(where)
        await box.click()
        await box.press_sequentially(text)
        # What is completed is taken by Enter, so it is put away first where it would change what was typed.
        if await self.page.locator(".completion:visible").count():
            await box.press("Escape")
        await box.press("Enter")
        await expect(box).to_have_value("")

    async def reply(self, text: str) -> None:
        """Answer in the open thread."""
        await self.write(text, "#reply")

    async def become(self, name: str) -> None:
        """Be somebody else in the same window."""
        await self.page.locator("#who").click()
        await self.page.get_by_role("menuitem", name=name).click()
        await expect(self.page.locator("#who")).to_contain_text(name)

    def message(self, text: str | re.Pattern[str], place: str = "#main") -> Locator:
        """The newest message that says this."""
        return self.page.locator(f"{place} .message").filter(has_text=text).last

    async def sees(self, text: str | re.Pattern[str], place: str = "#main") -> Locator:
        """Wait until a message says this."""
        found = self.message(text, place)
        await expect(found).to_be_visible()
        return found

    async def press(self, name: str, within: Locator | None = None) -> None:
        """Press the newest button of that name."""
        await (within or self.page.locator("#main")).get_by_role("button", name=name, exact=True).last.click()

    async def open_thread(self, root: str | re.Pattern[str]) -> None:
        """Open the thread under a message."""
        message = await self.sees(root)
        await message.locator(".summary").click()
        await expect(self.page.locator("#thread .message").first).to_contain_text(root)

    async def fill(self, label: str, text: str) -> None:
        """Fill a field of the open form."""
        await self.page.locator("dialog.modal").get_by_label(label).fill(text)

    async def submit(self) -> None:
        """Send the open form; it closes."""
        await self.page.locator("dialog.modal .submit").click()
        await expect(self.page.locator("dialog.modal")).to_be_hidden()

    async def form(self, title: str) -> Locator:
        """Wait until the form is open."""
        dialog = self.page.locator("dialog.modal[open]")
        await expect(dialog.locator("h2").first).to_have_text(title)
        return dialog


async def sit_down(browser: Browser, url: str, **context: Any) -> Seat:
    """Open the window; errors of the page are noted."""
    made = await browser.new_context(**{"viewport": {"width": 1280, "height": 860}, "locale": "en-GB", **context})
    page = await made.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    await page.goto(url)
    await expect(page.locator("#write")).to_be_attached()
    await expect(page.locator(".channel[aria-current]")).to_be_attached()
    return Seat(page, faults)
