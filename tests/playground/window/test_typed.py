"""What is typed becomes what Slack sends."""

from __future__ import annotations

import pytest

from bot.playground.state import PlaygroundSettings, State
from bot.playground.window.typed import encode


@pytest.fixture
def state() -> State:
    made = State(PlaygroundSettings())
    made.add_person("U1", "Sam", "Etc/UTC")
    made.add_person("U2", "Sam O'Neill", "Etc/UTC")
    made.add_person("U3", "A & B", "Etc/UTC")
    made.add_channel("C1", "inc-1")
    return made


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("hello", "hello"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@Sam look", "<@U1> look"),
        ("@sam o'neill look", "<@U2> look"),
        ("(@Sam)", "(<@U1>)"),
        ("@Sam, @Sam O'Neill", "<@U1>, <@U2>"),
        ("@Samuel", "@Samuel"),
        ("mail@Sam.example", "mail@Sam.example"),
        ("@A & B here", "<@U3> here"),
        ("see #inc-1", "see <#C1|>"),
        ("#inc-1x", "#inc-1x"),
        ("@here please", "<!here> please"),
        ("see https://x.example/a?b=1&c=2.", "see <https://x.example/a?b=1&amp;c=2>."),
        ("`@Sam <x>`", "`@Sam &lt;x&gt;`"),
        ("<@U1>", "&lt;@U1&gt;"),
    ],
)
def test_names_signs_and_addresses(state: State, typed: str, sent: str) -> None:
    assert encode(typed, state) == sent


def test_a_command_gets_the_labels_too(state: State) -> None:
    assert encode("add x @Sam O'Neill in #inc-1", state, labels=True) == "add x <@U2|sam.o'neill> in <#C1|inc-1>"
