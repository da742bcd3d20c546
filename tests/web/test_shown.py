from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.prompts import load_prompts
from bot.web.sessions import Session
from bot.web.shown import Shown, coded
from tests.hostile import HOSTILE

SHOWN = Shown(load_prompts(), "/pm")


def test_what_is_to_be_typed_is_set_apart() -> None:
    assert coded("Type `/postmortem <b>`, then go & see.") == "Type <code>/postmortem &lt;b&gt;</code>, then go &amp; see."


@given(st.one_of(st.text(), HOSTILE))
def test_no_text_becomes_markup(text: str) -> None:
    page = bytes(SHOWN.trouble(text, 400, Session("T", "U", text)).body).decode()
    tags: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            assert not [name for name, _ in attrs if name.startswith("on")]

    Tags().feed(page)
    assert tags <= {"html", "head", "meta", "title", "link", "body", "a", "header", "form", "input", "button", "div", "p", "code"}


def test_the_stylesheet_is_kept_for_good_under_a_name_that_changes_with_it() -> None:
    assert SHOWN.style_name in bytes(SHOWN.trouble("x", 400).body).decode()
    assert "immutable" in SHOWN.stylesheet().headers["cache-control"]
    assert "http" not in SHOWN.style
