from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.exports.markdown import to_markdown
from tests.hostile import HOSTILE


@given(st.one_of(st.text(), HOSTILE))
@settings(max_examples=400, derandomize=True)
def test_markdown_reads_hostile_text_as_nothing_but_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- said: {to_markdown(text)}")
    inline = {child.type for token in tokens for child in token.children or ()}
    block = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert inline <= {"text", "text_special", "softbreak", "hardbreak"}
    assert block <= {"bullet_list", "list_item", "paragraph", "inline"}
