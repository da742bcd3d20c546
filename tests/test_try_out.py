"""The local workspace with the bot in it, as `postmortem-bot playground` runs it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Transport
from bot.try_out import Brought, _bring_in, _check_free, tried_out

EXPORT = Path(__file__).parent / "data" / "incidents" / "waf-regex-cpu"


@pytest.mark.parametrize("transport", list(Transport))
async def test_a_command_is_answered_over_either_transport(transport: Transport) -> None:
    async with tried_out(0, transport) as both:
        person = next(p for p, raw in both.slack.state.people.items() if not raw["is_bot"])
        place = next(c.id for c in both.slack.state.channels.values() if person in c.members and not c.im_of)
        while not both.app.connected or (transport is Transport.SOCKET and not both.slack.courier.connected):
            pass_on = both.slack.state.changes.version
            await both.slack.state.changes.after(pass_on, 0.01)
        await both.slack.people.slash(person, place, "/postmortem", "help")
        assert "/postmortem start" in str(both.slack.people.seen(person)["only_you"])


async def test_bot_and_people_live_on_the_same_day() -> None:
    async with tried_out(0, Transport.HTTP) as both:
        both.slack.state.shift = 86_400 * 3
        assert abs(both.app.clock.now().timestamp() - both.slack.state.now()) < 5


async def test_an_export_is_there_from_the_beginning() -> None:
    name = next(c.name for c in EXPORT.iterdir() if c.is_dir())
    async with tried_out(0, Transport.HTTP) as both:
        await _bring_in(both, Brought(EXPORT, name))
        brought = next(c for c in both.slack.state.channels.values() if c.name == name)
        assert len(brought.messages) > 100


def test_a_port_that_is_taken_is_said_with_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"--port {port + 1}"):
            _check_free(port)
