"""The text of an issue in Markdown: what people typed stays text, whatever the tracker makes of signs and names."""

from __future__ import annotations

import re
from datetime import date

from bot.exports.markdown import to_markdown

# A name after an at sign calls somebody who has nothing to do with it.
CALLS = re.compile(r"@(?=\w)")
# GitLab does what a line says that begins with a slash.
ORDERS = re.compile(r"^(\s*)/(?=\w)", re.MULTILINE)
DUE = re.compile(r"^\*\*Due:\*\* (\d{4}-\d\d-\d\d)[ \t\r]*$", re.MULTILINE)


def markdown_body(text: str, mark: str) -> str:
    """A text with its mark, which readers do not see."""
    shown = ORDERS.sub(r"\1\\/", to_markdown(text))
    return CALLS.sub("@\u200b", shown) + f"\n\n{hidden(mark)}"


def hidden(mark: str) -> str:
    """The mark as it stands in a text."""
    return f"<!-- postmortem-bot {mark} -->"


def due_in(body: str) -> date | None:
    """The date that a text tells in a line of its own, for trackers whose issues have none; None where it is no date."""
    found = DUE.search(body)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def with_due(body: str, due: date | None) -> str:
    """The text with that date in place of another one."""
    line = f"**Due:** {due.isoformat()}" if due else ""
    if DUE.search(body):
        return DUE.sub(line, body, count=1).strip("\n") if not line else DUE.sub(line, body, count=1)
    return f"{line}\n\n{body}" if line else body
