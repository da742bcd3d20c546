"""Somebody who has never seen the bot gets from the command to the finished report by clicks and typing alone."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, expect

from bot.prompts import load_prompts
from bot.try_out import TriedOut
from tests.browser.chromium import Seat, sit_down

say = load_prompts().say


@contextlib.asynccontextmanager
async def command(*options: str) -> AsyncIterator[str]:
    """`postmortem-bot playground` in a process of its own; gives the address that it prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    program = str(Path(sys.executable).parent / "postmortem-bot")
    process = await asyncio.create_subprocess_exec(
        program, "playground", "--port", port, *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            while not (found := re.search(r"http://\S+", (await process.stdout.readline()).decode())):
                assert process.returncode is None
        yield found[0]
    finally:
        process.terminate()
        await process.communicate()


async def incident(seat: Seat) -> None:
    """Ada and Sam see it, mend it, and it is over."""
    await seat.write("seeing 500s on checkout since 14:05 UTC, error rate 40 %")
    await seat.become("Sam O'Neill")
    await seat.write("rolling back the 14:01 deploy of payments")
    await seat.write("errors are gone since 14:45 UTC, all clear")


async def start(seat: Seat, title: str) -> None:
    """`/postmortem start`, and its form."""
    await seat.write(f"/postmortem start {title}")
    await seat.form(say("start.title"))
    await seat.submit()
    await seat.sees(re.compile(rf"Postmortem 1 · {title}"))


PUBLISHED = re.compile(r"^.*The report of postmortem 1", re.DOTALL)


async def test_from_the_command_to_the_finished_report(chrome: Browser) -> None:
    async with command() as url:
        seat = await sit_down(chrome, url)
        await incident(seat)
        await start(seat, "Checkout is down")
        await seat.press(say("button.interview"))
        await seat.open_thread(re.compile(r"^.*Summary", re.DOTALL))
        await seat.reply("Checkout failed for 40 minutes after a deploy.")
        await seat.become("Ada Marsh")
        await seat.open_thread(re.compile(r"^.*Summary", re.DOTALL))
        await seat.reply("It was rather 55 minutes.")
        await seat.page.get_by_role("button", name="Close the thread").click()
        await seat.press(say("button.timeline"))
        window = await seat.form(say("timeline.window_of", number=1))
        await expect(window).to_contain_text("rolling back the 14:01 deploy")
        await seat.press(say("button.accept"), within=window)
        await expect(window).to_contain_text(say("timeline.accepted"))
        await seat.page.keyboard.press("Escape")
        await expect(window).to_be_hidden()
        await seat.write("/postmortem action add Alert on the error rate @Sam O'Neill in two weeks")
        await seat.sees(re.compile(r"Action item 1"))
        await seat.press(say("button.close"))
        await seat.sees("Checkout failed for 40 minutes")
        await seat.open_thread(PUBLISHED)
        for words in ("Checkout failed for 40 minutes", "rather 55 minutes"):
            await seat.sees(words, "#thread")
        await expect(seat.message(re.compile("Postmortem 1 · Checkout is down"))).to_contain_text(say("next.done"))
        assert seat.faults == []


async def test_the_same_as_two_people_in_two_windows(chrome: Browser, both: TriedOut) -> None:
    ada = await sit_down(chrome, f"{both.slack.url}/?as=U0ADA")
    sam = await sit_down(chrome, f"{both.slack.url}/?as=U0SAM")
    await ada.write("seeing 500s on checkout since 14:05 UTC @Sam O'Neill")
    await sam.sees("seeing 500s on checkout")
    await sam.write("rolling back the 14:01 deploy of payments")
    await ada.sees("rolling back")
    await start(ada, "Checkout is down")
    await sam.sees("Postmortem 1 · Checkout is down")
    await sam.press(say("button.interview"))
    await sam.sees(say("interview_opened"))
    await expect(ada.page.locator("#main .message").filter(has_text=say("interview_opened"))).to_have_count(0)
    for seat, words in ((ada, "It failed from 14:05 to 14:45."), (sam, "I saw it end at 15:00.")):
        await seat.open_thread(re.compile(r"^.*Summary", re.DOTALL))
        await seat.reply(words)
    await sam.sees("It failed from 14:05", "#thread")
    await ada.sees("I saw it end at 15:00", "#thread")
    await ada.press(say("button.close"))
    for seat in (ada, sam):
        await seat.sees("It failed from 14:05")
        await seat.open_thread(PUBLISHED)
        await seat.sees("I saw it end at 15:00", "#thread")
        assert seat.faults == []


async def test_over_signed_http_it_is_the_same(chrome: Browser) -> None:
    async with command("--http") as url:
        seat = await sit_down(chrome, url)
        await start(seat, "Login is slow")
        assert seat.faults == []
