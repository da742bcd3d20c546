"""A document as the Markdown that a canvas of Slack takes: that of CommonMark, without pictures, up to a size."""

from __future__ import annotations

from dataclasses import replace

from bot.exports.document import Document, Picture
from bot.exports.markdown import markdown_of

MOST_BYTES = 900_000  # Slack takes 1 MiB


def canvas_of(document: Document, rest: str) -> str:
    """The document; where it is too long its beginning, and `rest`, which says where all of it is."""
    blocks = [b for b in document.blocks if not isinstance(b, Picture)]
    made = markdown_of(replace(document, blocks=tuple(blocks)))
    while len(made.encode()) > MOST_BYTES:
        blocks = blocks[: len(blocks) * 3 // 4]
        made = f"{markdown_of(replace(document, blocks=tuple(blocks)))}\n*{rest}*\n"
    return made
