"""Everything that hands can do in the window, with the keys alone, and on a phone."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from playwright.async_api import Browser, FilePayload, expect

from bot.prompts import load_prompts
from bot.try_out import TriedOut
from tests.browser.chromium import sit_down

say = load_prompts().say


async def test_by_keys_alone_from_a_completed_command_to_an_answered_form(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    keys = seat.page.keyboard
    await keys.type("/post")
    await expect(seat.page.locator(".completion [role=option]").first).to_contain_text("/postmortem")
    await keys.press("Tab")
    await keys.type("start Login is slow")
    await keys.press("Escape")
    await keys.press("Enter")
    await seat.form(say("start.title"))
    await expect(seat.page.locator(":focus")).to_have_value("Login is slow")
    await keys.press("Tab")  # the severity
    await keys.press("ArrowDown")
    await keys.type("SEV2")
    await expect(seat.page.locator(".listbox:visible [role=option]")).to_have_count(1)
    await keys.press("Enter")
    await expect(seat.page.locator("dialog.modal [role=combobox]").first).to_have_value(say("severity.sev2"))
    for _ in range(20):
        if await seat.page.evaluate("document.activeElement.matches('.submit')"):
            break
        await keys.press("Tab")
    await keys.press("Enter")
    await seat.sees("Postmortem 1 · Login is slow")
    await expect(seat.message("SEV2")).to_be_visible()
    assert seat.faults == []


async def test_escape_closes_what_is_on_top_and_the_keys_go_back_to_writing(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.write("/postmortem start x")
    await seat.form(say("start.title"))
    await seat.page.keyboard.press("Escape")
    await expect(seat.page.locator("dialog.modal")).to_be_hidden()
    await expect(seat.page.locator("#write")).to_be_focused()
    await seat.write("a root")
    message = await seat.sees("a root")
    await message.hover()
    await message.get_by_role("button", name="Reply in a thread").click()
    await expect(seat.page.locator("#reply")).to_be_focused()
    await seat.page.keyboard.press("Escape")
    await expect(seat.page.locator("#thread")).to_be_hidden()
    await expect(seat.page.locator("#write")).to_be_focused()


async def test_the_first_tab_leads_past_the_channels_and_arrows_walk_in_them(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.page.locator(".channel[aria-current]").focus()
    await seat.page.keyboard.press("ArrowUp")
    await expect(seat.page.locator(".channel:focus")).to_contain_text("general")
    await seat.page.keyboard.press("Enter")
    await expect(seat.page.locator("#main h1")).to_contain_text("general")
    assert await seat.page.locator(".skip").get_attribute("href") == "#write"


async def test_a_message_is_edited_deleted_pinned_and_reacted_to(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.write("it broke at 14:50")
    await seat.sees("it broke at 14:50")
    await expect(seat.page.locator("#write")).to_be_focused()
    await seat.page.keyboard.press("ArrowUp")
    box = seat.page.get_by_label("Your message")
    await box.fill("it broke at 14:05")
    await box.press("Enter")
    message = await seat.sees("it broke at 14:05")
    await expect(message).to_contain_text("(edited)")
    await message.hover()
    await message.get_by_role("button", name="React with eyes").click()
    await expect(message.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    for name in ("Pin to this channel", "Delete"):
        await message.hover()
        await message.get_by_role("button", name="More about this message").click()
        await seat.page.get_by_role("menuitem", name=name).click()
        if name == "Delete":
            await seat.page.locator("dialog.confirm").get_by_role("button", name="Delete").click()
        else:
            await expect(message).to_contain_text("Pinned")
            await expect(seat.page.get_by_role("tab", name="Pins 1")).to_be_visible()
    await expect(seat.page.locator("#main .message")).to_have_count(0)
    assert seat.faults == []


async def test_a_message_shortcut_opens_the_apps_form(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.write("/postmortem start Checkout")
    await seat.form(say("start.title"))
    await seat.submit()
    await seat.write("somebody should watch the lag")
    message = await seat.sees("somebody should watch the lag")
    await message.hover()
    await message.get_by_role("button", name="More about this message").click()
    shortcut = next(s["name"] for s in both.slack.manifest["features"]["shortcuts"] if s["callback_id"] == "make_action_item")
    await seat.page.get_by_role("menuitem", name=shortcut).click()
    dialog = await seat.form(say("item_form.title"))
    await expect(dialog.locator("textarea").first).to_have_value("somebody should watch the lag")


async def test_names_are_completed_and_call_people_in_their_own_view(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.page.locator("#write").press_sequentially("look @Zo")
    await expect(seat.page.locator(".completion [role=option]")).to_have_count(1)
    await seat.page.keyboard.press("Enter")
    await seat.page.keyboard.press("Enter")
    await seat.sees("@Zoë Tanaka")
    zoe = await sit_down(chrome, f"{both.slack.url}/?as=U0ZOE#C0GENERAL")
    unread = zoe.page.locator(".channel.unread", has_text="inc-1-checkout")
    await expect(unread.locator(".badge")).to_have_text("1")
    await unread.click()
    await expect(zoe.page.locator(".mention.me")).to_be_visible()
    await expect(zoe.page.locator(".channel.unread", has_text="inc-1-checkout")).to_have_count(0)


async def test_a_picture_is_sent_and_shown(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    await seat.page.locator(".composer input[type=file]").first.set_input_files(
        FilePayload(name="lag.png", mimeType="image/png", buffer=picture)
    )
    await expect(seat.page.locator("#main .file-names")).to_contain_text("lag.png")
    await seat.page.get_by_role("button", name="Send").first.click()
    await expect(seat.page.locator("#main .files img")).to_have_attribute("alt", "lag.png")
    assert await seat.page.evaluate("document.querySelector('.files img').naturalWidth || 1") == 1


async def test_private_things_are_in_the_views_of_their_people_alone(chrome: Browser, both: TriedOut) -> None:
    ada = await sit_down(chrome, f"{both.slack.url}/?as=U0ADA")
    leo = await sit_down(chrome, f"{both.slack.url}/?as=U0LEO#C0SECURE")
    await expect(ada.page.locator(".channel", has_text="inc-2-security")).to_be_visible()
    await expect(leo.page.locator(".channel", has_text="inc-2-security")).to_have_count(0)
    await expect(leo.page.locator("#main h1")).not_to_contain_text("security")


async def test_text_of_people_is_never_markup(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.write("<img src=x onerror=\"document.title='taken'\"> & <b>bold</b>")
    message = await seat.sees("<b>bold</b>")
    assert await message.locator("img, b").count() == 0
    assert "taken" not in await seat.page.title()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_on_a_phone_nothing_is_wider_than_the_screen(chrome: Browser, both: TriedOut, scheme: str) -> None:
    seat = await sit_down(chrome, both.slack.url, viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True)
    page = seat.page

    async def fits() -> None:
        wide = await page.evaluate(
            """() => [...document.querySelectorAll("#main *, #thread *, dialog[open] *, .top *")]
              .filter((n) => n.getClientRects().length && !n.closest(".table, pre, .visually-hidden, .topic") && n.getBoundingClientRect().right > innerWidth + 1)
              .map((n) => n.className || n.tagName)"""
        )
        assert wide == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360

    await seat.write("a_very_long_word_without_any_space_" * 8)
    await seat.write("/postmortem start Checkout is down")
    await seat.form(say("start.title"))
    await fits()
    await seat.submit()
    await seat.sees(re.compile("Postmortem 1"))
    await fits()
    await seat.write("/postmortem help")
    await seat.sees(re.compile("/postmortem mine"))
    await fits()
    await seat.press(say("button.interview"))
    await seat.open_thread(re.compile("Summary"))
    await fits()
    await page.get_by_role("button", name="Close the thread").click()
    await page.get_by_role("button", name="Channels", exact=True).click()
    await page.locator(".channel", has_text="Postmortem Bot").click()
    await expect(page.get_by_role("tab", name="Home")).to_be_visible()
    await fits()
    assert seat.faults == []


async def test_people_who_come_later_are_known_by_name_and_who_goes_is_followed_by_another(
    chrome: Browser, both: TriedOut
) -> None:
    seat = await sit_down(chrome, f"{both.slack.url}/?as=U0LEO")
    both.slack.state.add_person("U0NEW", "Noor Haddad", "Asia/Tokyo")
    both.slack.state.channels["C0INC"].members.add("U0NEW")
    both.slack.people.say("U0NEW", "C0INC", "I joined late")
    await expect(await seat.sees("I joined late")).to_contain_text("Noor Haddad")
    await seat.become("Noor Haddad")
    del both.slack.state.people["U0NEW"]
    both.slack.people.say("U0ADA", "C0INC", "goodbye")
    await expect(seat.page.locator("#who")).to_contain_text("Ada Marsh")
    await seat.sees("goodbye")


async def test_a_canvas_and_bookmarks_are_at_the_head_of_the_channel(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    async with httpx.AsyncClient(base_url=both.slack.url, headers={"authorization": "Bearer xoxb-local"}) as app:
        content = json.dumps({"type": "markdown", "markdown": "# Report\n- [x] done"})
        form = {"channel_id": "C0INC", "document_content": content}
        assert (await app.post("/api/conversations.canvases.create", data=form)).json()["ok"]
        link = {"channel_id": "C0INC", "title": "Runbook", "type": "link", "link": "https://x.example/runbook"}
        assert (await app.post("/api/bookmarks.add", data=link)).json()["ok"]
    await expect(seat.page.locator(".bookmarks a")).to_have_text("Runbook")
    await seat.page.get_by_role("tab", name="Canvas").click()
    await expect(seat.page.locator(".canvas")).to_contain_text("Report")
    await expect(seat.page.locator(".canvas .task")).to_have_attribute("aria-label", "done")
    await seat.page.get_by_role("tab", name="Messages").click()
    await expect(seat.page.locator("#write")).to_be_visible()


async def test_what_changes_while_it_is_pressed_is_pressed_all_the_same(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    await seat.write("a root")
    root = await seat.sees("a root")
    ts = str(await root.get_attribute("data-ts"))
    place = next(c.id for c in both.slack.state.channels.values() if ts in c.messages)
    both.slack.people.say(both.slack.state.bot_user, place, "one", ts)
    await seat.page.mouse.move(0, 0)
    box = await root.locator(".summary").bounding_box()
    assert box is not None
    await seat.page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    await seat.page.mouse.down()
    async with seat.page.expect_response(re.compile("/window/view")):
        both.slack.people.say(both.slack.state.bot_user, place, "two", ts)
    await seat.page.mouse.up()
    await expect(seat.page.locator("#thread .message").first).to_contain_text("a root")
    await expect(root.locator(".summary")).to_contain_text("2 replies")
    assert seat.faults == []
