"""Templates → pages: the words, the stylesheet, and what each page is sent with."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from bot.exports.html import stylesheet
from bot.prompts import Prompts
from bot.web.safety import HEADERS
from bot.web.sessions import Session

FOLDER = Path(__file__).parent


class Shown:
    """Makes pages. `base` is the path under which they are."""

    def __init__(self, say: Prompts, base: str) -> None:
        self._say, self._base = say, base
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

        self._templates.filters["coded"] = coded

    @cached_property
    def style(self) -> str:
        """The stylesheet of all pages."""
        return stylesheet() + (FOLDER / "site.css").read_text(encoding="utf-8")

    @cached_property
    def style_name(self) -> str:
        """Changes with the stylesheet, so that it can be kept for good."""
        return sha256(self.style.encode()).hexdigest()[:16]

    def page(self, template: str, session: Session | None, *, status: int = 200, **details: Any) -> Response:
        """A page."""
        known = {"say": self._say.say, "base": self._base, "style": self.style_name, "session": session}
        made = self._templates.get_template(template).render(**known, **details)
        return HTMLResponse(made, status, headers=HEADERS)

    def trouble(self, text: str, status: int, session: Session | None = None) -> Response:
        """A page that says what can be done."""
        return self.page("trouble.html", session, status=status, text=text)

    def stylesheet(self) -> Response:
        """The stylesheet."""
        keep = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
        return Response(self.style, media_type="text/css", headers=keep)


def coded(text: str) -> Markup:
    """A text of ours with what is to be typed (between backticks) set apart; everything in it is escaped."""
    pieces = text.split("`")
    made = (Markup("<code>{}</code>").format(p) if n % 2 else escape(p) for n, p in enumerate(pieces))
    return Markup("").join(made)
