"""Forms in the window: a stack of three, what is wrong with them, waiting for the app, and every element's value."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Browser, Locator, expect

from bot.playground.window.routes import Window
from tests.browser.chromium import Seat, sit_down
from tests.playground.echo import api, echoed, field, modal, open_modal, plain

OPTIONS = [{"text": plain(t), "value": t.lower()} for t in ("Alpha", "Beta", "Gamma")]
FIELDS: dict[str, dict[str, Any]] = {
    "text": {"type": "plain_text_input"},
    "number": {"type": "number_input", "is_decimal_allowed": False},
    "mail": {"type": "email_text_input"},
    "address": {"type": "url_text_input"},
    "rich": {"type": "rich_text_input"},
    "one": {"type": "static_select", "options": OPTIONS},
    "many": {"type": "multi_static_select", "options": OPTIONS},
    "person": {"type": "users_select"},
    "place": {"type": "conversations_select"},
    "outside": {"type": "external_select", "min_query_length": 1},
    "day": {"type": "datepicker"},
    "time": {"type": "timepicker"},
    "moment": {"type": "datetimepicker"},
    "boxes": {"type": "checkboxes", "options": OPTIONS},
    "radio": {"type": "radio_buttons", "options": OPTIONS},
}


def part(dialog: Locator, block: str) -> Locator:
    return dialog.locator(f'[data-block-id="{block}"]')


async def choose(dialog: Locator, block: str, typed: str) -> None:
    """Choose in a menu by typing a part of it."""
    box = part(dialog, block).get_by_role("combobox")
    await box.click()
    await box.fill(typed)
    await part(dialog, block).get_by_role("option").first.click()
    if block == "many":  # the list stays, for more; Escape closes the list and not the form
        await box.press("Escape")


async def test_every_element_gives_its_value_in_slacks_shape(chrome: Browser) -> None:
    async with echoed() as (slack, app):
        Window(slack).open()
        app.answers["block_suggestion"] = {"options": OPTIONS[2:]}
        seat = await sit_down(chrome, f"{slack.url}/?as=U2")
        await open_modal(slack, "U2", modal(*(field(name, element) for name, element in FIELDS.items())))
        dialog = seat.page.locator("dialog.modal[open]")
        for block, text in (("text", "hello"), ("number", "7"), ("mail", "a@b.example"), ("address", "https://x.example")):
            await part(dialog, block).locator("input").fill(text)
        await part(dialog, "rich").locator("textarea").fill("so *bold*\n- item")
        for block, text in (("one", "bet"), ("many", "alp"), ("person", "Ada"), ("place", "inc"), ("outside", "g")):
            await choose(dialog, block, text)
        await choose(dialog, "many", "gam")
        for block, text in (("day", "2026-11-25"), ("time", "09:30"), ("moment", "2026-11-25T09:30")):
            await part(dialog, block).locator("input").fill(text)
        for block in ("boxes", "radio"):
            await part(dialog, block).get_by_label("Beta").check()
        await dialog.locator(".submit").click()
        await expect(dialog).to_have_count(0)
        values = {b: s["v"] for b, s in app.last("view_submission")["view"]["state"]["values"].items()}
        rich = values.pop("rich")["rich_text_value"]
        assert {b: next(v for k, v in s.items() if k != "type") for b, s in values.items()} == {
            "text": "hello", "number": "7", "mail": "a@b.example", "address": "https://x.example", "one": OPTIONS[1],
            "many": [OPTIONS[0], OPTIONS[2]], "person": "U1", "place": "C1", "outside": OPTIONS[2], "day": "2026-11-25",
            "time": "09:30", "moment": 1795566600, "boxes": [OPTIONS[1]], "radio": OPTIONS[1],
        }  # fmt: skip
        assert rich["elements"][0]["elements"][1] == {"type": "text", "text": "bold", "style": {"bold": True}}
        assert rich["elements"][1]["type"] == "rich_text_list"
        assert seat.faults == []


async def opened(chrome: Browser, slack: Any) -> Seat:
    Window(slack).open()
    seat = await sit_down(chrome, f"{slack.url}/?as=U1")
    await open_modal(slack, "U1", modal(field("name", {"type": "plain_text_input"}), title=plain("One")))
    await expect(seat.page.locator("dialog.modal h2")).to_have_text("One")
    return seat


async def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(chrome: Browser) -> None:
    async with echoed() as (slack, app):
        seat = await opened(chrome, slack)
        dialog = seat.page.locator("dialog.modal")
        await dialog.locator(".submit").click()
        await expect(part(dialog, "name").locator(".fault")).to_contain_text("required")
        app.answers["view_submission"] = {"response_action": "errors", "errors": {"name": "Too short for us"}}
        await part(dialog, "name").locator("input").fill("x")
        await dialog.locator(".submit").click()
        await expect(part(dialog, "name").locator(".fault")).to_have_text("Too short for us")
        await expect(part(dialog, "name").locator("input")).to_have_value("x")
        await expect(part(dialog, "name").locator("input")).to_be_focused()


async def test_three_forms_lie_on_each_other_and_each_keeps_what_was_typed(chrome: Browser) -> None:
    async with echoed() as (slack, _):
        seat = await opened(chrome, slack)
        dialog = seat.page.locator("dialog.modal")
        await part(dialog, "name").locator("input").fill("kept below")
        for title in ("Two", "Three"):
            more = modal(field("name", {"type": "plain_text_input"}), title=plain(title))
            assert (await api(slack, "views.push", trigger_id=slack.state.new_trigger("U1"), view=more))["ok"]
            await expect(dialog.locator("h2")).to_have_text(title)
        refused = await api(slack, "views.push", trigger_id=slack.state.new_trigger("U1"), view=modal())
        assert refused["error"] == "push_limit_reached"
        await seat.page.keyboard.press("Escape")
        await expect(dialog.locator("h2")).to_have_text("Two")
        await dialog.get_by_role("button", name="Back").click()
        await expect(dialog.locator("h2")).to_have_text("One")
        await expect(part(dialog, "name").locator("input")).to_have_value("kept below")


async def test_a_form_that_waits_for_the_app_says_so_and_is_sent_once(chrome: Browser) -> None:
    async with echoed() as (slack, app):
        seat = await opened(chrome, slack)
        gate = asyncio.Event()
        app.wait_for = gate
        dialog = seat.page.locator("dialog.modal")
        await part(dialog, "name").locator("input").fill("x")
        await dialog.locator(".submit").click()
        await expect(dialog.locator(".submit")).to_have_attribute("aria-busy", "true")
        await dialog.locator(".submit").click()
        gate.set()
        await expect(dialog).to_be_hidden()
        assert len([h for h in app.heard if h["type"] == "view_submission"]) == 1
