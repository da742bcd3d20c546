"""People's words as rich text: nothing in them is markup, nobody is notified, an address shows what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.plain_text import isolate
from bot.slack.blocks.parts import Block
from bot.slack.text import SAFE_LINK

ROOM = 2900  # characters in one block


def quoted(who: str, url: str, text: str) -> list[Block]:
    """Somebody's words after their name, in as many blocks as they need: nothing is cut off."""
    blocks = []
    for number, part in enumerate(pieces(text, ROOM)):
        head = [*_name(who, url), _text(": ")] if number == 0 and who else []
        blocks.append(_rich([_section([*head, _text(isolate(part))])]))
    return blocks or [_rich([_section(_name(who, url))])]


def listed(lines: Sequence[tuple[str, str, str]]) -> Block:
    """Several people's words side by side: (name, address of the message, words) each."""
    items = [_section([*_name(who, url), _text(": "), _text(isolate(text))]) for who, url, text in lines]
    return _rich([{"type": "rich_text_list", "style": "bullet", "elements": items}])


def pieces(text: str, room: int) -> Iterator[str]:
    """A long text in pieces, cut between lines where it can be, else between words; put together they are the text."""
    while len(text) > room:
        cut = max(text.rfind("\n", room // 2, room), 0) or max(text.rfind(" ", room // 2, room), 0) or room - 1
        yield text[: cut + 1]
        text = text[cut + 1 :]
    if text:
        yield text


def _name(who: str, url: str) -> list[Block]:
    if url and SAFE_LINK.match(url):
        return [{"type": "link", "url": url, "text": isolate(who), "style": {"bold": True}}]
    return [{"type": "text", "text": isolate(who), "style": {"bold": True}}] if who else []


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": elements}
