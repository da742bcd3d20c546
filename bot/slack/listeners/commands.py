"""`/postmortem …`: the first word chooses, a wrong one gets the nearest right one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches

from bot.domain.item_words import UNFINISHED
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Move
from bot.slack.blocks.parts import section
from bot.slack.listeners import (
    action_items,
    calendar,
    coach,
    editing,
    factors,
    interview,
    issues,
    item_lists,
    patterns,
    people,
    postmortem,
    report,
    review,
    searching,
    timeline_channels,
)
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import escape

TOPICS = ("timeline", "interview", "action", "report", "other")
Word = Callable[[Desk, Request, str], Awaitable[Answer]]


async def command(desk: Desk, request: Request) -> Answer:
    """One command."""
    word, rest = _split(str(request.body.get("text") or ""))
    return await _choose(desk, request, word, rest, WORDS, "")


async def _choose(desk: Desk, request: Request, word: str, rest: str, words: Mapping[str, Word], before: str) -> Answer:
    chosen = words.get(word)
    if chosen is not None:
        return await chosen(desk, request, rest)
    known = {w: f"{before}{w}" for w in words if w}
    if not before:  # "/postmortem done 12" is one step short
        known = {w: f"action {w}" for w in ITEM_WORDS if w} | known
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    shown = shorten(escape(word).replace("`", "'"), 60)
    if near:
        text = desk.say.say("error.unknown_word", word=shown, nearest=known[near[0]])
        return Answer(text, [section(text)])
    text = desk.say.say("error.unknown_word_help", word=shown)
    return Answer(text, [section(text), section(desk.say.say("help.text"))])


def _split(text: str) -> tuple[str, str]:
    word, _, rest = text.strip().partition(" ")
    return word.lower(), rest.strip()


async def _start(desk: Desk, request: Request, rest: str) -> Answer:
    return await postmortem.start(desk, request, rest)


async def _status(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.status(desk, request)


async def _timeline(desk: Desk, request: Request, rest: str) -> Answer:
    return await timeline_channels.command(desk, request, rest)


async def _interview(desk: Desk, request: Request, rest: str) -> Answer:
    return await interview.command(desk, request, rest)


async def _people(desk: Desk, request: Request, _rest: str) -> Answer:
    return await people.people(desk, request)


async def _action(desk: Desk, request: Request, rest: str) -> Answer:
    word, more = _split(rest)
    return await _choose(desk, request, word, more, ITEM_WORDS, "action ")


async def _close(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.change(desk, request, Move.CLOSE)


async def _reopen(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.change(desk, request, Move.REOPEN)


async def _cancel(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.change(desk, request, Move.CANCEL)


async def _archive(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.change(desk, request, Move.ARCHIVE)


async def _list(desk: Desk, request: Request, _rest: str) -> Answer:
    return await postmortem.listing(desk, request)


async def _mine(desk: Desk, request: Request, rest: str) -> Answer:
    return await item_lists.command(desk, request, f"mine {rest or UNFINISHED}")


async def _settings(desk: Desk, _request: Request, _rest: str) -> Answer:
    policy, settings = desk.say.policy, desk.settings
    text = desk.say.say(
        "settings.text",
        template=desk.say.guide.otherwise,
        days=", ".join(map(str, policy.plan.days)),
        from_hour=policy.plan.from_hour,
        until_hour=policy.plan.until_hour,
        patterns=", ".join(settings.channel_patterns),
        retention=settings.retention_days,
        zone=settings.report_zone,
    )
    return Answer(text, [section(text)])


async def _help(desk: Desk, _request: Request, rest: str) -> Answer:
    """What there is for most days; of one part all of it."""
    near = get_close_matches(rest.strip().lower(), TOPICS, n=1, cutoff=0.5)
    text = desk.say.say(f"help.{near[0]}" if near else "help.text")
    return Answer(text, [section(text)])


WORDS: Mapping[str, Word] = {
    "": _help,
    "start": _start,
    "status": _status,
    "timeline": _timeline,
    "interview": _interview,
    "people": _people,
    "differences": people.differences,
    "template": postmortem.template,
    "facilitator": postmortem.facilitator,
    "action": _action,
    "report": report.command,
    "factors": factors.command,
    "publish": report.publish,
    "edit": editing.command,
    "review": review.command,
    "close": _close,
    "reopen": _reopen,
    "cancel": _cancel,
    "archive": _archive,
    "list": _list,
    "search": searching.command,
    "patterns": patterns.command,
    "mine": _mine,
    "calendar": calendar.command,
    "settings": _settings,
    "coach": coach.typed,
    "help": _help,
}
ITEM_WORDS: Mapping[str, Word] = {
    "": item_lists.command,
    "add": action_items.add,
    "list": item_lists.command,
    "done": action_items.done,
    "drop": action_items.drop,
    "show": action_items.show,
    "track": issues.track,
    "account": issues.account,
}
