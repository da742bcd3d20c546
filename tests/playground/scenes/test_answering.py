"""A question is known by what its buttons carry; each reply is given once."""

from __future__ import annotations

from typing import Any

from bot.playground.scenes.answering import Answering, Asked
from bot.playground.scenes.story import Reply, read_scene
from bot.playground.server import Playground

SCENE = read_scene({
    "id": "s", "title": "S", "about": "A.", "channels": [{"name": "a"}, {"name": "b"}],
    "answers": [{"asks": "|impact|", "say": [["ada", "one"], ["sam", "two"]]}, {"asks": "|cost|", "in": "b", "say": [["ada", "three"]]}],
})  # fmt: skip


def question(place: Playground, channel: str, value: str, thread: str = "1.1") -> str:
    ts = place.state.new_ts()
    blocks: list[dict[str, Any]] = [{"type": "actions", "elements": [{"type": "button", "value": value}]}]
    message = {"ts": ts, "thread_ts": thread, "bot_id": place.state.bot_id, "text": "?", "blocks": blocks}
    place.state.channels[channel].messages[ts] = message
    return ts


async def test_replies_are_given_once_to_the_question_that_they_belong_to() -> None:
    place, said = Playground(), list[tuple[str, str, str]]()
    place.state.add_channel("CA", "a")
    place.state.add_channel("CB", "b")

    async def say(asked: Asked, reply: Reply) -> None:
        said.append((asked.channel, asked.thread, reply.text))
        last.append(answering.answered(asked, reply))

    last: list[bool] = []
    answering = Answering(place, SCENE, {"a": "CA", "b": "CB"}, say)
    assert not await answering.look()
    question(place, "CA", "pm|cost|x|")  # the reply to this belongs into the other channel
    question(place, "CA", "pm|impact|who|")
    assert await answering.look()
    assert said == [("CA", "1.1", "one"), ("CA", "1.1", "two")]
    assert last == [False, True]
    question(place, "CA", "pm|impact|who|figure")
    assert not await answering.look()
    question(place, "CB", "pm|cost|x|", "2.2")
    assert await answering.look()
    assert said[-1] == ("CB", "2.2", "three")
    assert answering.asked == []
