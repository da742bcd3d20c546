from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.text import escape, to_markdown, to_plain


def test_markup_becomes_plain_text_and_people_stay_tokens() -> None:
    raw = "<@U1> see <https://x.example|the graph> in <#C1|ops> &amp; tell <!here>"
    assert to_plain(raw) == "<@U1> see the graph (https://x.example) in #ops & tell @here"


def test_a_quoted_mention_notifies_nobody() -> None:
    assert "<" not in escape("<!channel> <@U1> <script>", {"U1": "Zoë"})
    assert "@Zoë" in escape("<@U1>", {"U1": "Zoë"})


@given(st.text())
@settings(max_examples=200, derandomize=True)
def test_no_text_breaks_out_of_its_escapes(text: str) -> None:
    shown = escape(text)
    assert "<" not in shown
    assert ">" not in shown
    assert "](javascript:" not in to_markdown(text)
