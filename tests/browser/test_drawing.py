"""What the modules of the window draw, asked in the browser itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot.try_out import TriedOut
from tests.browser.chromium import Seat, sit_down
from tests.playground.echo import plain

NAMES = """{ me: "U0ADA", tz: "Asia/Tokyo", now: 1794783243, person: (id) => ({ U0ADA: "Ada", U0SAM: "Sam" })[id] ?? id,
  channel: (id) => ({ C1: "inc-1" })[id], place: (id) => id, people: () => ["U0ADA", "U0SAM"], channels: () => [], open: () => {} }"""


async def drawn(seat: Seat, module: str, call: str, *args: Any) -> str:
    """The HTML that a function of a module makes."""
    script = f"""async (args) => {{
      const names = {NAMES};
      const module = await import("/static/{module}.js");
      const box = document.createElement("div");
      box.append({call});
      return box.innerHTML.replace(/ (class|title|datetime|href|target|rel|role|aria-label|data-user|type)="[^"]*"/g, "");
    }}"""
    return str(await seat.page.evaluate(script, list(args)))


MRKDWN = [
    ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <del>gone</del>"),
    ("*bold _and slanted_*", "<strong>bold <em>and slanted</em></strong>"),
    ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
    ("`*no* &lt;b&gt;`", "<code>*no* &lt;b&gt;</code>"),
    ("`&lt;b&gt;`", "<code>&lt;b&gt;</code>"),
    ("```\na &lt; b\n*x*```", "<pre>a &lt; b\n*x*</pre>"),
    ("a ``` b", "a ``` b"),
    ("&gt; quoted\n&gt; more\nplain", "<blockquote>quoted<br>more</blockquote>plain"),
    ("&gt;&gt;&gt; all\nof it", "<blockquote>all<br>of it</blockquote>"),
    ("<@U0SAM> <#C1|> <!here>", "<span>@Sam</span> <button>#inc-1</button> <span>@here</span>"),
    ("<https://x.example/?a=1&amp;b=2|the *graph*>", "<a>the *graph*</a>"),
    ("<https://x.example>", "<a>https://x.example</a>"),
    ("<javascript:alert(1)|press me>", "<span>press me</span>"),
    ("<!date^1794783243^{date_num} {time}|then>", "<time>2026-11-16 07:54</time>"),
    ("<!date^1794783243^{date_short_pretty} at {time}|then>", "<time>Today at 07:54</time>"),
    ("<!date^1794783243^{nonsense}|then &amp; there>", "<time>then &amp; there</time>"),
    (":memo: :no_such_thing:", "<span>📝</span> :no_such_thing:"),
    ("14:05:30 stays", "14:05:30 stays"),
    ("<script>alert(1)</script>", None),
    ("&lt;img src=x onerror=alert(1)&gt;", "&lt;img src=x onerror=alert(1)&gt;"),
    ("a\ue000b", "a\ufffdb"),
]


async def test_mrkdwn_is_drawn_as_slack_draws_it(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    for text, wanted in MRKDWN:
        found = await drawn(seat, "mrkdwn", "module.mrkdwn(args[0], names)", text)
        assert "<script" not in found
        assert wanted is None or found == wanted, text


MARKDOWN = [
    ("# Head\n\nText **bold** and *slanted*", "<h3>Head</h3><p>Text <strong>bold</strong> and <em>slanted</em></p>"),
    ("- one\n- two\n  - inner", "<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>"),
    ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
    ("- [x] done\n- [ ] open", "<ul><li><span>☑</span>done</li><li><span>☐</span>open</li></ul>"),
    ("```py\nx < 1\n```", "<pre>x &lt; 1</pre>"),
    ("> quoted", "<blockquote><p>quoted</p></blockquote>"),
    ("[graph](https://x.example/a) ~~old~~ `a*b`", "<p><a>graph</a> <del>old</del> <code>a*b</code></p>"),
    ("[bad](javascript:alert(1))", "<p><span>bad</span></p>"),
    ("---", "<hr>"),
    ("snake_case_name", "<p>snake_case_name</p>"),
]


async def test_markdown_is_drawn(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    for text, wanted in MARKDOWN:
        assert await drawn(seat, "markdown", "module.markdown(args[0], names)", text) == wanted, text
    table = await drawn(seat, "markdown", "module.markdown(args[0], names)", "| a | b |\n|---|--:|\n| 1 | **2** |")
    assert "<th>a</th><th>b</th>" in table.replace(' scope="col"', "")
    assert "<td>1</td><td><strong>2</strong></td>" in table


async def test_times_are_those_of_the_viewers_zone_and_come_back_as_they_were(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    script = """async () => {
      const { fromZoned, toZoned } = await import("/static/time.js");
      const zones = ["Asia/Tokyo", "America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Apia"];
      return zones.flatMap((tz) => [1794783240, 1774746000, 1793491200].map((s) => fromZoned(toZoned(s, tz), tz) - s));
    }"""
    assert set(await seat.page.evaluate(script)) == {0}


OPTIONS = [{"text": plain(t), "value": t.lower()} for t in ("Alpha", "Beta")]
EVERY_BLOCK: list[dict[str, Any]] = [
    {"type": "header", "text": plain("A header :memo:")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*bold*"}, "fields": [plain("f1"), plain("f2")]},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
    {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a graph", "title": plain("Graph")},
    {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "strong", "style": {"bold": True}}, {"type": "emoji", "name": "eyes"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "item"}]}]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]}]},
    {"type": "markdown", "text": "**md** text"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "Head"}], [{"type": "raw_text", "text": "cell"}]]},
    {"type": "actions", "elements": [
        {"type": "button", "action_id": "b", "text": plain("Press"), "style": "danger", "confirm": {
            "title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}},
        {"type": "static_select", "action_id": "s", "placeholder": plain("Pick"), "options": OPTIONS},
        {"type": "overflow", "action_id": "o", "options": OPTIONS},
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-25"},
        {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
        {"type": "checkboxes", "action_id": "c", "options": OPTIONS},
        {"type": "radio_buttons", "action_id": "r", "options": OPTIONS},
        {"type": "users_select", "action_id": "u"}, {"type": "multi_static_select", "action_id": "m", "options": OPTIONS}]},
    {"type": "video", "title": plain("A film"), "title_url": "https://x.example/v", "video_url": "https://x.example/e",
     "thumbnail_url": "https://x.example/t", "alt_text": "film"},
]  # fmt: skip


def put(both: TriedOut, *blocks: dict[str, Any]) -> None:
    """A message of the bot with these blocks, whatever Slack would say of them."""
    message = {
        "type": "message",
        "user": "U0BOT",
        "bot_id": "B0BOT",
        "ts": both.slack.state.new_ts(),
        "text": "t",
        "blocks": [*blocks],
    }
    both.slack.people.put("C0INC", message)


async def height(seat: Seat, selector: str) -> float:
    """How high an element is."""
    return float(await seat.page.locator(selector).evaluate("(node) => node.getBoundingClientRect().height"))


async def test_every_block_is_drawn_and_what_is_not_known_is_said(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    unknown: list[dict[str, Any]] = [
        {"type": "hologram", "text": "from the future"},
        {"type": "actions", "elements": [{"type": "teleporter", "action_id": "x"}]},
    ]
    put(both, *EVERY_BLOCK, *unknown)
    message = seat.page.locator("#main .message").last
    for words in (
        "A header",
        "bold",
        "f1",
        "small",
        "Graph",
        "strong",
        "item",
        "said",
        "code",
        "md",
        "Head",
        "cell",
        "Press",
        "Alpha",
        "A film",
    ):
        await expect(message).to_contain_text(words)
    boxes = message.locator(".cannot")
    await expect(boxes).to_have_count(2)
    await expect(boxes.first).to_contain_text("hologram")
    await boxes.first.click()
    await expect(boxes.first.locator("pre")).to_contain_text("from the future")
    await expect(boxes.last).to_contain_text("teleporter")
    assert seat.faults == []


async def test_what_the_app_could_not_send_is_shown_in_red_with_its_path(chrome: Browser, both: TriedOut) -> None:
    import httpx

    seat = await sit_down(chrome, both.slack.url)
    wrong = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    async with httpx.AsyncClient(base_url=both.slack.url, headers={"authorization": "Bearer xoxb-local"}) as app:
        await app.post("/api/chat.postMessage", json={"channel": "C0INC", "text": "t", "blocks": wrong})
    failure = seat.page.locator(".failure")
    await expect(failure).to_contain_text("invalid_blocks")
    await expect(failure.locator("code")).to_contain_text("/blocks/0")


async def test_long_text_is_folded_and_opens(chrome: Browser, both: TriedOut) -> None:
    seat = await sit_down(chrome, both.slack.url)
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "word " * 500 + "the end"}}
    put(both, long)
    folded = seat.page.locator("#main .folded")
    await expect(folded).to_be_visible()
    before = await height(seat, "#main .folded")
    await seat.press("See more")
    await expect(seat.page.get_by_role("button", name="See less")).to_have_attribute("aria-expanded", "true")
    assert await height(seat, "#main .folded") > before


@pytest.mark.parametrize("answer", ["No", "Yes"])
async def test_a_confirmation_is_asked_before_the_press_is_sent(chrome: Browser, both: TriedOut, answer: str) -> None:
    seat = await sit_down(chrome, both.slack.url)
    put(both, EVERY_BLOCK[8])
    await seat.press("Press")
    await seat.page.locator("dialog.confirm").get_by_role("button", name=answer).click()
    await expect(seat.page.locator("dialog.confirm")).to_have_count(0)
    pressed = [d for d in both.slack.courier.log if d.payload.get("type") == "block_actions"]
    assert len(pressed) == (answer == "Yes")
