"""What a search found: a screen of a phone at a time, each with the place that shows why."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.report import Links
from bot.domain.searchable import HEAD, IMPACT, ITEMS, TIMELINE, Piece
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, section
from bot.slack.text import escape
from bot.usecases.searching import Found, Results

PARTS = {HEAD: "search.in_head", TIMELINE: "search.in_timeline", IMPACT: "search.in_impact", ITEMS: "search.in_items"}


def results(found: Results, links: Links, say: Prompts) -> tuple[str, list[Block]]:
    """The text and the blocks."""
    words = escape(found.words)
    if not found.asked or not found.found:
        text = say.say("search.nothing" if found.asked else "search.what", words=words)
        return text, [section(text), *_waiting(found, say)]
    text = say.say("search.title", words=words)
    blocks = [section(text), *(section(_line(one, links, say)) for one in found.found), *_waiting(found, say)]
    if found.more:
        more = button(say.say("button.more"), ids.SEARCH_MORE, f"{found.page + 1}|{found.words}")
        blocks.append(actions([more]))
    return text, blocks


def _line(one: Found, links: Links, say: Prompts) -> str:
    p = one.postmortem
    title = f"{p.number} · {_plain(one.title)}"
    url = links.to(*one.where) if one.where else ""
    head = f"*<{url}|{title}>*" if url else f"*{title}*"
    facts = f"{say.say(f'status.{p.status.value}')} · {(p.began_at or p.created_at):%Y-%m-%d}"
    where = one.part_title or say.say(PARTS.get(one.part, "search.in_head"))
    return f"{head} · {facts}\n_{escape(where)}_ {_marked(one.excerpt)}"


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(escape(piece.text) for piece in pieces).replace("|", "¦")


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(_hit(escape(piece.text)) if piece.hit else escape(piece.text) for piece in pieces)


def _hit(text: str) -> str:
    # Zero-width spaces let Slack see the stars beside letters; a star within would end them.
    bare = text.replace("*", "∗").strip()
    return f"\u200b*{bare}*\u200b" if bare else text


def _waiting(found: Results, say: Prompts) -> list[Block]:
    return [context(say.say("search.waiting", count=found.waiting))] if found.waiting else []
