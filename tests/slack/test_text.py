from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.slack.text import escape, to_markdown, to_plain


def test_markup_becomes_plain_text_and_people_stay_tokens() -> None:
    raw = "<@U1> see <https://x.example|the graph> in <#C1|ops> &amp; tell <!here>"
    assert to_plain(raw) == "<@U1> see the graph (https://x.example) in #ops & tell @here"


def test_a_quoted_mention_notifies_nobody() -> None:
    assert "<" not in escape("<!channel> <@U1> <script>", {"U1": "Zoë"})
    assert "@Zoë" in escape("<@U1>", {"U1": "Zoë"})


HOSTILE = st.lists(
    st.sampled_from(
        [
            "[x](javascript:alert(1))",
            "<b>",
            "</b>",
            "<!channel>",
            "```",
            "`",
            "**",
            "__",
            "# ",
            "> ",
            "- ",
            "1. ",
            "![i](http://x)",
            "\n",
            "|",
            "\\",
            "&lt;",
            "<https://x.example|y>",
            "~~~",
            "---",
            "word",
            "\u202e",
            "\x00",
            "  \n",
            "\t",
            "http://a:b@c",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), HOSTILE))
@settings(max_examples=400, derandomize=True)
def test_no_text_breaks_out_of_its_escapes_in_slack(text: str) -> None:
    shown = escape(text)
    assert "<" not in shown
    assert ">" not in shown
    assert "```" not in shown
    assert "\u202e" not in shown


@given(st.one_of(st.text(), HOSTILE))
@settings(max_examples=400, derandomize=True)
def test_markdown_reads_hostile_text_as_nothing_but_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- said: {to_markdown(text)}")
    inline = {child.type for token in tokens for child in token.children or ()}
    block = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert inline <= {"text", "text_special", "softbreak", "hardbreak"}
    assert block <= {"bullet_list", "list_item", "paragraph", "inline"}
