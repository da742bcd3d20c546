"""Texts made of what means something in Slack, HTML or Markdown, for tests of whatever shows text."""

from hypothesis import strategies as st

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
