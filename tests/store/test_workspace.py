"""What is known of a workspace: who we are there, its channels, its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.message import Person
from bot.store.work import Store
from bot.store.workspace import Channel, Home

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HERE = Channel("C1", "inc-1", "", member=True, kept=True, read_to="1700000000.000100")


async def test_who_we_are_is_known_after_the_first_contact(store: Store) -> None:
    home = Home("https://acme.slack.com/", "Acme", "U0BOT", "B0BOT")
    async with store.work("T1") as work:
        assert await work.workspace.home() == Home()
        await work.workspace.set_home(home, NOW)
        assert await work.workspace.home() == home
    assert await store.teams() == ("T1",)


async def test_only_channels_that_are_kept_and_can_be_read_are_read_back(store: Store) -> None:
    others = [
        replace(HERE, channel="C2", member=False),
        replace(HERE, channel="C3", archived=True),
        replace(HERE, channel="C4", kept=False),
    ]
    async with store.work("T1") as work:
        for channel in (*others, HERE):
            await work.workspace.put_channel(channel)
        assert await work.workspace.channels_kept() == (HERE,)
        assert await work.workspace.channel("C2") == others[0]
        assert await work.workspace.channel("C9") is None


async def test_somebody_met_has_a_place_and_somebody_known_stays_as_known(store: Store) -> None:
    ada = Person("U1", "Ada", "Europe/London", gone=True)
    async with store.work("T1") as work:
        await work.workspace.put_person(ada, NOW)
        for person in ("U1", "U2"):
            await work.workspace.meet(person, NOW)
        assert await work.workspace.people() == {"U1": ada, "U2": Person("U2", "")}
        assert await work.workspace.people(["U1", "U9"]) == {"U1": ada}
        assert await work.workspace.people([]) == {}


async def test_which_policy_reminders_were_planned_by_is_remembered(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.set_home(Home(), NOW)
        assert await work.workspace.policy() == ""
        await work.workspace.set_policy("abc")
        assert await work.workspace.policy() == "abc"
