"""Every command (but `start`, which begins one) and every page, tried by every kind of reader: who may not see a postmortem
learns nothing of it, as the table of `domain/access.py` says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.routing import Route

from bot.domain.access import Deed, Reader, may
from bot.domain.factors import Tag
from bot.domain.message import Person
from bot.domain.participants import Attendance
from bot.domain.postmortem import Status
from bot.slack.listeners.commands import ITEM_WORDS, WORDS
from bot.usecases.nudges import Following
from bot.web.site import site_routes
from tests.journeys.interviewing import say
from tests.journeys.stage import CHANNEL, Stage
from tests.web.site import browser, signed_in, site

# What only those may read who may see the postmortem: in its title, a message, an answer, an item, its evidence.
MARK, ELSEWHERE = "xyzzyq", "C0ELSE"
MORE = {
    "": ("", "help other"),
    "search": ("search pool", "search rolling"),
    "action": ("action list everywhere", "action list everywhere csv"),
    "show": ("action show 1", "action show 2"),
    "done": (f"action done 1 {MARK[::-1]}",),
    "drop": (f"action drop 1 {MARK[::-1]}",),
    "track": ("action track 1",),
    "timeline": ("timeline", f"timeline add-channel <#{CHANNEL}>"),
    "report": ("report", "report md"),
    "review": ("review", "review <@U0LEO>"),
}
SHOWN = ("list", "search pool", "action list everywhere", "action show 1", "patterns")
VALUES = {"number": "1", "form": "md", "section": "summary", "name": "site", "rest": "nothing", "team": "T0PLAY", "item": "1"}
SITUATIONS = [(private, hidden) for private in (False, True) for hidden in (False, True)]


async def prepared(at: Stage, *, private: bool, hidden: bool) -> None:
    """A postmortem full of the mark; Leo is no member of its channel. Both can ask elsewhere."""
    state, people = at.slack.state, at.slack.people
    state.add_person("U0LEO", "Leo", "Europe/London")
    state.add_channel(ELSEWHERE, "elsewhere", ["U0ADA", "U0LEO", state.bot_user])
    people.say("U0SAM", CHANNEL, f"rolling back the deploy of {MARK}-db")
    await at.quiet()
    for words in ("interview summary", f"action add Alert on {MARK} <@U0SAM> in two weeks", f"action add Test {MARK}"):
        await people.slash("U0ADA", CHANNEL, "/postmortem", words)
        await at.quiet()
    await say(at, "U0SAM", "Summary", f"The pool of {MARK} was full.")
    async with at.app.store.work("T0PLAY") as work:
        found = await work.postmortems.numbered(1)
        assert found is not None
        await work.postmortems.save(replace(found, title=f"{MARK} is down", services=(MARK,), private=private))
        again = replace(
            found, id="P2", number=2, title=f"{MARK} again", services=(MARK,), private=private, status=Status.PUBLISHED
        )
        await work.postmortems.add(again)
        for one in ("P2", found.id):
            await work.factors.put(one, Tag("capacity", True, "U0ADA", at.clock.now()))
    if hidden:
        state.channels[CHANNEL].private = True
        async with at.app.store.work("T0PLAY") as work:
            channel = await work.workspace.channel(CHANNEL)
            assert channel is not None
            await work.workspace.put_channel(replace(channel, private=True))
    await at.quiet()


def told(at: Stage, person: str) -> str:
    """All that somebody sees that is not said in a channel of theirs where it belongs."""
    seen = at.slack.people.seen(person)
    dms = [m for c, messages in seen["channels"].items() if c != CHANNEL for m in messages]
    return str([seen["only_you"], seen["modals"], seen["home"], seen["errors"], dms])


def commands() -> list[str]:
    words = [
        w
        for word in (*WORDS, *(f"action {w}" for w in ITEM_WORDS if w))
        for w in MORE.get(word.split()[-1] if word else "", (word,))
    ]
    return [w for w in words if not w.startswith("start")]


@pytest.mark.parametrize(("private", "hidden"), SITUATIONS)
async def test_commands_and_pages_tell_those_who_may_see_it_and_nobody_else(private: bool, hidden: bool, sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await prepared(at, private=private, hidden=hidden)
        async with at.app.store.look("T0PLAY") as work:
            found = await work.postmortems.numbered(1)
        assert found is not None
        for person, channels in (("U0LEO", frozenset({ELSEWHERE})), ("U0ADA", frozenset({ELSEWHERE, CHANNEL}))):
            allowed = may(Reader(person, channels), Deed.SEE, found, hidden)
            await _ask(at, person, CHANNEL if CHANNEL in channels else ELSEWHERE, allowed=allowed)
            at.slack.people.open_home(person)
            await at.quiet()
            assert allowed or MARK not in told(at, person), "home"
            await _read(at, person, allowed=allowed)


async def _ask(at: Stage, person: str, channel: str, *, allowed: bool) -> None:
    for words in commands():
        if allowed and words.startswith(("close", "cancel", "archive", "reopen")):
            continue
        before = len(at.only(person))
        await at.slack.people.slash(person, channel, "/postmortem", words)
        await at.quiet()
        answer = str(at.only(person)[before:])
        if not allowed:
            assert MARK not in told(at, person), words
        elif words in SHOWN:
            assert MARK in answer, words


async def _read(at: Stage, person: str, *, allowed: bool) -> None:
    app = at.app
    routes: list[Any] = list(
        site_routes(app.store, app.gateway, app.say, app.settings, app.clock, Following(app.say.policy, lambda *_: False))
    )
    async with signed_in(at, person) as mine, browser(at) as nobody:
        for route in (r for r in routes if isinstance(r, Route) and "GET" in (r.methods or ())):
            path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: VALUES.get(m[1], "1"), route.path).removeprefix("/pm")
            assert MARK not in (await nobody.get(path)).text, path
            answer = await mine.get(path)
            if not allowed:
                assert MARK not in answer.text, path
                assert "/postmortems/{number" not in route.path or answer.status_code == 404, path
            elif path in {"/", "/postmortems/1", "/postmortems/1/report.md", "/actions"}:
                assert MARK in answer.text, path


async def test_who_was_invited_sees_what_was_hidden(sqlite_url: str) -> None:
    async with site(sqlite_url) as at:
        await prepared(at, private=True, hidden=True)
        async with at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            await work.workspace.put_person(Person("U0LEO", "Leo"), at.clock.now())
            await work.participants.put(found.id, Attendance("U0LEO", may_see=True))
        await at.slack.people.slash("U0LEO", ELSEWHERE, "/postmortem", "list")
        shown = str(at.only("U0LEO")[-1])
        assert f"{MARK} is down" in shown
        assert f"{MARK} again" not in shown
