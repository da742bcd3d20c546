"""The tools of the drawer in a real browser: scenes, the clock, a look inside, faults, an export of one's own."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, expect

from bot.try_out import TriedOut
from tests.browser.chromium import Seat, sit_down
from tests.playground.test_own_export import zipped


async def tools(chrome: Browser, both: TriedOut, tab: str) -> Seat:
    seat = await sit_down(chrome, both.slack.url)
    await seat.page.locator("#tools").click()
    await seat.page.get_by_role("tab", name=tab).click()
    return seat


async def test_a_scene_is_played_watched_and_joined(chrome: Browser, both: TriedOut) -> None:
    seat = await tools(chrome, both, "Scenes")
    await seat.page.locator(".scene-list li").first.get_by_role("button", name="Play").click()
    await expect(seat.page.locator(".run")).to_contain_text("plays")
    await expect(seat.page.locator("#main")).to_contain_text("inc-412-card-payments")
    await seat.page.get_by_role("button", name="Pause").click()
    await expect(seat.page.locator(".run")).to_contain_text("paused")
    await seat.page.get_by_text("Everybody follows the script").click()
    await seat.page.get_by_label("I play Leo Park").check()
    await expect(seat.page.locator(".run")).to_contain_text("You play 1 of 6 people")
    await seat.page.get_by_role("button", name="Jump to the end").click()
    offer = seat.page.locator(".offers li").filter(has_text="first customers write")
    await offer.get_by_role("button", name="Let them").click()
    await seat.sees("first customers write")
    await expect(seat.page.locator(".run")).to_contain_text("has played", timeout=60_000)
    assert seat.faults == []


async def test_the_clock_moves_by_a_day(chrome: Browser, both: TriedOut) -> None:
    seat = await tools(chrome, both, "Scenes")
    await expect(seat.page.locator(".clock .now")).not_to_be_empty()
    await seat.page.get_by_role("button", name="+1 day").click()
    await expect(seat.page.get_by_role("button", name="+1 day")).not_to_have_attribute("aria-busy", "true")
    assert both.slack.state.shift == 86_400
    assert seat.faults == []


async def test_a_command_is_seen_both_ways_and_in_the_rows(chrome: Browser, both: TriedOut) -> None:
    seat = await tools(chrome, both, "See inside")
    await seat.write("/postmortem start Checkout is down")
    await seat.form("Start a postmortem")
    await seat.submit()
    await seat.page.get_by_label("Filter the requests").fill("slash")
    await seat.page.get_by_label("Filter the requests").fill("/postmortem")
    await seat.page.locator(".traffic li button").first.click()
    asked = seat.page.locator(".traffic pre").first
    await expect(asked).to_contain_text('"text": "start Checkout is down"')
    await expect(asked).not_to_contain_text("xoxb")
    await seat.page.get_by_role("button", name="Rows").click()
    await expect(seat.page.get_by_role("region", name="Rows of postmortems")).to_contain_text("Checkout is down")
    assert seat.faults == []


async def test_a_fault_is_turned_on_and_all_are_ended(chrome: Browser, both: TriedOut) -> None:
    seat = await tools(chrome, both, "Faults")
    await seat.page.get_by_label("Slack is slow").check()
    await expect(seat.page.get_by_role("status").filter(has_text="1 on")).to_be_visible()
    assert "slow" in both.slack.switches.on
    await seat.page.get_by_role("button", name="End all faults").click()
    await expect(seat.page.get_by_text("All is well.")).to_be_visible()
    assert both.slack.switches.on == {}
    assert seat.faults == []


async def test_an_export_of_ones_own_is_chosen_and_brought_in(chrome: Browser, both: TriedOut, tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(zipped())
    (tmp_path / "letter.zip").write_bytes(b"hello")
    seat = await tools(chrome, both, "Scenes")
    await seat.page.locator("#export-zip").set_input_files(tmp_path / "letter.zip")
    await expect(seat.page.get_by_role("alert").filter(has_text="no zip file")).to_be_visible()
    await seat.page.locator("#export-zip").set_input_files(tmp_path / "export.zip")
    await seat.page.get_by_role("button", name="Bring it in").click()
    await expect(seat.page.get_by_role("status").filter(has_text="3 messages of 3 people")).to_be_visible()
