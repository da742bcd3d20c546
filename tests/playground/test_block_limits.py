from typing import Any

import pytest

from bot.playground.block_limits import characters, limit_faults, repeated
from tests.playground.shapes import actions, button, marked, menu, option, plain, question, section

CELL = {"type": "raw_text", "text": "a"}
CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}


def with_text(make: Any, most: int, path: str) -> Any:
    return pytest.param(make, most, path, id=path)


LENGTHS = [
    with_text(lambda t: section(t), 3000, "/text/text"),
    with_text(lambda t: section(fields=[marked(), marked(t)]), 2000, "/fields/1/text"),
    with_text(lambda t: {"type": "header", "text": plain(t)}, 150, "/text/text"),
    with_text(lambda t: {"type": "markdown", "text": t}, 12_000, "/text"),
    with_text(lambda t: {"type": "context", "elements": [marked(t)]}, 3000, "/elements/0/text"),
    with_text(lambda t: actions(button(text=plain(t))), 75, "/elements/0/text/text"),
    with_text(lambda t: actions(button(value=t)), 2000, "/elements/0/value"),
    with_text(lambda t: actions(button(t)), 255, "/elements/0/action_id"),
    with_text(lambda t: actions(menu(option(t))), 75, "/elements/0/options/0/text/text"),
    with_text(lambda t: actions(menu(option(value=t))), 150, "/elements/0/options/0/value"),
    with_text(lambda t: actions(menu(option(), placeholder=plain(t))), 150, "/elements/0/placeholder/text"),
    with_text(lambda t: actions(button(confirm=CONFIRM | {"title": plain(t)})), 100, "/elements/0/confirm/title/text"),
    with_text(lambda t: actions(button(confirm=CONFIRM | {"deny": plain(t)})), 30, "/elements/0/confirm/deny/text"),
    with_text(lambda t: question(label=plain(t)), 2000, "/label/text"),
    with_text(lambda t: question(hint=plain(t)), 2000, "/hint/text"),
    with_text(lambda t: question(block_id=t), 255, "/block_id"),
    with_text(lambda t: PICTURE | {"alt_text": t}, 2000, "/alt_text"),
    with_text(lambda t: {"type": "modal", "title": plain(t)}, 24, "/title/text"),
    with_text(lambda t: {"type": "modal", "private_metadata": t}, 3000, "/private_metadata"),
]
COUNTS = [
    (lambda n: section(fields=[marked()] * n), 10, "/fields"),
    (lambda n: actions(*[button(f"a{i}") for i in range(n)]), 25, "/elements"),
    (lambda n: {"type": "context", "elements": [marked()] * n}, 10, "/elements"),
    (lambda n: actions(menu(*[option()] * n)), 100, "/elements/0/options"),
    (lambda n: actions({"type": "overflow", "options": [option()] * n}), 5, "/elements/0/options"),
    (lambda n: actions({"type": "checkboxes", "options": [option()] * n}), 10, "/elements/0/options"),
    (lambda n: {"type": "table", "rows": [[CELL]] * n}, 100, "/rows"),
    (lambda n: {"type": "table", "rows": [[CELL] * n]}, 20, "/rows/0"),
]
RULES: list[tuple[Any, str]] = [
    ({"type": "section"}, "missing required field: text [json-pointer:/b]"),
    (section(""), "must be more than 0 characters [json-pointer:/b/text/text]"),
    ({"type": "markdown", "text": ""}, "must be more than 0 characters [json-pointer:/b/text]"),
    (actions(), "no less than 1 item allowed [json-pointer:/b/elements]"),
    (actions(menu()), "must provide either options or option_groups [json-pointer:/b/elements/0]"),
    (
        actions({"type": "datepicker", "initial_date": "24.11.2026"}),
        "must be a valid date [json-pointer:/b/elements/0/initial_date]",
    ),
    (actions({"type": "timepicker", "initial_time": "24:00"}), "must be a valid time [json-pointer:/b/elements/0/initial_time]"),
    (PICTURE | {"image_url": "a.png"}, "must be a valid URL [json-pointer:/b/image_url]"),
    (
        {"type": "table", "rows": [[CELL | {"text": "a" * 5001}] * 2]},
        "must be less than 10001 characters [json-pointer:/b/rows]",
    ),
    (
        question(element={"type": "plain_text_input", "max_length": 3001}),
        "must be between 1 and 3000 [json-pointer:/b/element/max_length]",
    ),
    (
        question(element={"type": "plain_text_input", "max_length": 2, "initial_value": "abc"}),
        "must be less than 3 characters [json-pointer:/b/element/initial_value]",
    ),
]


@pytest.mark.parametrize(("make", "most", "path"), LENGTHS)
def test_a_text_may_be_as_long_as_slack_says_and_no_longer(make: Any, most: int, path: str) -> None:
    assert limit_faults(make("x" * most), "/b") == []
    assert limit_faults(make("x" * (most + 1)), "/b") == [f"must be less than {most + 1} characters [json-pointer:/b{path}]"]


@pytest.mark.parametrize(("make", "most", "path"), COUNTS)
def test_there_may_be_as_many_as_slack_says_and_no_more(make: Any, most: int, path: str) -> None:
    assert limit_faults(make(most), "/b") == []
    assert limit_faults(make(most + 1), "/b") == [f"no more than {most} items allowed [json-pointer:/b{path}]"]


@pytest.mark.parametrize(("block", "fault"), RULES, ids=[fault for _, fault in RULES])
def test_rules_that_no_schema_holds(block: Any, fault: str) -> None:
    assert limit_faults(block, "/b") == [fault]


def test_all_texts_are_counted() -> None:
    assert characters([section("12345", fields=[marked("67")]), actions(button(text=plain("890")))]) == 10


def test_an_id_is_there_once() -> None:
    blocks = [section(block_id="a"), section(block_id="a"), actions(button("x"), button("y"), button("x"))]
    assert repeated(blocks, "/blocks") == [
        "`block_id` already exists: a [json-pointer:/blocks/1/block_id]",
        "`action_id` already exists: x [json-pointer:/blocks/2/elements/2/action_id]",
    ]


def test_the_same_action_may_stand_in_two_blocks() -> None:
    assert repeated([actions(button("x")), actions(button("x"))], "/blocks") == []
