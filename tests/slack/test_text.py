from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.text import escape, role_in, to_plain
from tests.hostile import HOSTILE


def test_markup_becomes_plain_text_and_people_stay_tokens() -> None:
    raw = "<@U1> see <https://x.example|the graph> in <#C1|ops> &amp; tell <!here>"
    assert to_plain(raw) == "<@U1> see the graph (https://x.example) in #ops & tell @here"


def test_a_quoted_mention_notifies_nobody() -> None:
    assert "<" not in escape("<!channel> <@U1> <script>", {"U1": "Zoë"})
    assert "@Zoë" in escape("<@U1>", {"U1": "Zoë"})


@given(st.one_of(st.text(), HOSTILE))
@settings(max_examples=400, derandomize=True)
def test_no_text_breaks_out_of_its_escapes_in_slack(text: str) -> None:
    shown = escape(text)
    assert "<" not in shown
    assert ">" not in shown
    assert "```" not in shown
    assert "\u202e" not in shown


def test_the_first_group_that_a_text_names_is_read_with_its_handle() -> None:
    assert role_in("Alert <!subteam^S1|@dba> by Friday") == ("Alert by Friday", "S1", "dba")
    assert role_in("Alert <!subteam^S1>") == ("Alert", "S1", "group")
    assert role_in("Alert @dba") == ("Alert @dba", "", "")
