"""The same calls against our workspace and against an independent emulator: the same answers, and the same state afterwards.

Compared is what a bot builds on: errors, the keys it reads, and what is read back. Where the two differ, ours follows
Slack's documentation and the comparison leaves it out; each such place says so. Left out altogether: `oldest` and `latest`,
which theirs does not know, and `thread_not_found`, for which it gives an empty thread.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.playground.server import playground
from bot.playground.state import PlaygroundSettings
from tests.contract.emulator import emulator, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
Json = dict[str, Any]
CHANNELS = iter(range(100_000))


@dataclass
class Side:
    """One of the two, and a channel in it that nobody else uses."""

    http: httpx.AsyncClient
    token: str
    channel: str
    user: str

    async def call(self, method: str, **args: Any) -> Json:
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in args.items()}
        answer = await self.http.post(f"/api/{method}", data=form, headers={"authorization": f"Bearer {self.token}"})
        return dict(answer.json())

    async def here(self, method: str, **args: Any) -> Json:
        """A call about the channel."""
        return await self.call(method, channel=self.channel, **args)

    async def says(self, text: str, **more: Any) -> str:
        return str((await self.here("chat.postMessage", text=text, **more))["ts"])

    async def history(self) -> list[Json]:
        """The channel as it is read back, newest first."""
        return list((await self.here("conversations.history"))["messages"])


@pytest.fixture(scope="module")
def emulated() -> Iterator[str]:
    with emulator() as url:
        yield url


@pytest.fixture
async def ours() -> AsyncIterator[Side]:
    async with playground(PlaygroundSettings(retry_waits=())) as place:
        place.state.add_person("U0ADA", "Ada")
        place.state.add_channel("C0TEAM", "general", ["U0ADA", place.state.bot_user])
        async with httpx.AsyncClient(base_url=place.url) as http:
            yield Side(http, place.settings.bot_token, "C0TEAM", "U0ADA")


@pytest.fixture
async def theirs(emulated: str) -> AsyncIterator[Side]:
    async with httpx.AsyncClient(base_url=emulated) as http:
        side = Side(http, "xoxb-contract", "", "U000000001")
        made = await side.call("conversations.create", name=f"contract-{next(CHANNELS)}")
        side.channel = made["channel"]["id"]
        yield side


def outcome(answer: Json, *names: str) -> Any:
    """The error, or which of these there are and of what type."""
    if not answer["ok"]:
        return answer["error"]
    return {name: type(answer[name]).__name__ for name in names if name in answer}


async def posting(side: Side) -> Any:
    return outcome(await side.here("chat.postMessage", text="Hello"), "channel", "ts", "message")


async def what_was_said_is_read_back(side: Side) -> Any:
    for text in ("one", "two", "three"):
        await side.says(text)
    return [(m["type"], m["text"]) for m in await side.history()]


async def posting_nothing(side: Side) -> Any:
    return outcome(await side.here("chat.postMessage"))


async def posting_nowhere(side: Side) -> Any:
    return outcome(await side.call("chat.postMessage", channel="C0NOWHERE", text="Hello"))


async def a_thread(side: Side) -> Any:
    root = await side.says("root")
    for text in ("first", "second"):
        await side.says(text, thread_ts=root)
    thread = (await side.here("conversations.replies", ts=root))["messages"]
    (top,) = await side.history()
    # Slack gives the first message of a thread its own time as `thread_ts`; theirs gives it none.
    return [(m["text"], m.get("thread_ts", root) == root) for m in thread], top["text"], top["reply_count"]


async def an_edit(side: Side) -> Any:
    ts = await side.says("old")
    answer = await side.here("chat.update", ts=ts, text="new")
    (message,) = await side.history()
    return outcome(answer, "channel", "ts", "text"), answer["text"], message["text"], message["ts"] == ts


async def an_edit_of_nothing(side: Side) -> Any:
    return outcome(await side.here("chat.update", ts="1.000001", text="new"))


async def a_deletion(side: Side) -> Any:
    ts = await side.says("gone")
    answer = outcome(await side.here("chat.delete", ts=ts), "channel", "ts")
    return answer, await side.history(), outcome(await side.here("chat.delete", ts=ts))


async def reactions(side: Side) -> Any:
    ts = await side.says("Hello")
    given = {"timestamp": ts, "name": "eyes"}
    added = [outcome(await side.here("reactions.add", **given)) for _ in range(2)]
    seen = (await side.here("reactions.get", timestamp=ts))["message"]["reactions"]
    read = (await side.history())[0]["reactions"]
    removed = [outcome(await side.here("reactions.remove", **given)) for _ in range(2)]
    shown = [[(r["name"], r["count"], len(r["users"])) for r in found] for found in (seen, read)]
    return added, shown, removed, (await side.history())[0].get("reactions", [])


async def a_reaction_to_nothing(side: Side) -> Any:
    return outcome(await side.here("reactions.add", timestamp="1.000001", name="eyes"))


async def pins(side: Side) -> Any:
    ts = await side.says("Hello")
    added = [outcome(await side.here("pins.add", timestamp=ts)) for _ in range(2)]
    items = (await side.here("pins.list"))["items"]
    removed = [outcome(await side.here("pins.remove", timestamp=ts)) for _ in range(2)]
    return added, [(i["type"], i["message"]["text"]) for i in items], removed, (await side.here("pins.list"))["items"]


async def bookmarks(side: Side) -> Any:
    place = {"channel_id": side.channel}
    made = (await side.call("bookmarks.add", **place, title="A", type="link", link="https://example.com/a"))["bookmark"]
    await side.call("bookmarks.edit", **place, bookmark_id=made["id"], title="B")
    listed = (await side.call("bookmarks.list", **place))["bookmarks"]
    removed = [outcome(await side.call("bookmarks.remove", **place, bookmark_id=made["id"])) for _ in range(2)]
    left = (await side.call("bookmarks.list", **place))["bookmarks"]
    # Theirs guesses the address of an icon.
    return sorted(made.keys() - {"icon_url"}), [(b["title"], b["link"], b["type"]) for b in listed], removed, left


async def a_page_after_another(side: Side) -> Any:
    for text in "abcde":
        await side.says(text)
    pages, cursor = [], ""
    while True:
        answer = await side.here("conversations.history", limit="2", **({"cursor": cursor} if cursor else {}))
        pages.append([m["text"] for m in answer["messages"]])
        # Theirs names an empty cursor on the last page, Slack none.
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return pages, answer["has_more"]


async def a_channel(side: Side) -> Any:
    channel = (await side.here("conversations.info"))["channel"]
    names = ("id", "name", "name_normalized", "is_channel", "is_im", "is_private", "is_archived", "is_member", "created")
    kinds = {name: type(channel[name]).__name__ for name in names}
    return kinds, sorted(channel["topic"]), channel["is_member"], outcome(await side.call("conversations.info", channel="C0NO"))


async def somebody(side: Side) -> Any:
    user = (await side.call("users.info", user=side.user))["user"]
    kinds = {name: type(user[name]).__name__ for name in ("id", "team_id", "name", "real_name", "is_bot", "deleted", "profile")}
    return kinds, type(user["profile"]["display_name"]).__name__, outcome(await side.call("users.info", user="U0NOBODY"))


async def an_address_that_nobody_has(side: Side) -> Any:
    return outcome(await side.call("users.lookupByEmail", email="nobody@example.org"))


async def the_team(side: Side) -> Any:
    return {
        name: type(value).__name__
        for name, value in (await side.call("team.info"))["team"].items()
        if name in {"id", "name", "domain"}
    }


async def who_asks(side: Side) -> Any:
    return outcome(await side.call("auth.test"), "url", "team", "user", "team_id", "user_id")


async def a_link_to_a_message(side: Side) -> Any:
    ts = await side.says("Hello")
    answer = await side.here("chat.getPermalink", message_ts=ts)
    return outcome(answer, "channel", "permalink"), f"/archives/{side.channel}/p{ts.replace('.', '')}" in answer["permalink"]


async def a_file(side: Side) -> Any:
    promise = await side.call("files.getUploadURLExternal", filename="a.txt", length="5")
    await side.http.post(promise["upload_url"], content=b"Hello")
    done = await side.call(
        "files.completeUploadExternal", files=[{"id": promise["file_id"], "title": "A"}], channel_id=side.channel
    )
    shown = (await side.call("files.info", file=promise["file_id"]))["file"]
    (message,) = await side.history()
    kept = {name: shown[name] for name in ("name", "title", "size", "mimetype")}
    return [f["title"] for f in done["files"]], kept, [f["title"] for f in message["files"]]


async def a_file_that_is_not_there(side: Side) -> Any:
    return outcome(await side.call("files.info", file="F0NONE"))


CASES: tuple[Callable[[Side], Awaitable[Any]], ...] = (
    posting, what_was_said_is_read_back, posting_nothing, posting_nowhere, a_thread, an_edit,
    an_edit_of_nothing, a_deletion, reactions, a_reaction_to_nothing, pins, bookmarks, a_page_after_another,
    a_channel, somebody, an_address_that_nobody_has, the_team, who_asks, a_link_to_a_message, a_file,
    a_file_that_is_not_there,
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
async def test_ours_and_theirs_agree(case: Callable[[Side], Awaitable[Any]], ours: Side, theirs: Side) -> None:
    assert await case(ours) == await case(theirs)
