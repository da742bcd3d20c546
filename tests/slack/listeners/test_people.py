"""`/postmortem people` and its buttons: what cannot be done is said to the one who tried."""

from __future__ import annotations

from tests.journeys.interviewing import begin, fill
from tests.journeys.stage import CHANNEL, stage


async def test_a_bot_cannot_be_added_as_somebody_who_was_there(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        async with at.app.store.work("T0PLAY") as work:
            await work.workspace.put_person(await at.app.gateway.person("U0BOT"), at.clock.now())
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "people")
        await at.slack.people.press("U0ADA", CHANNEL, at.only("U0ADA")[-1]["ts"], "add_person")
        assert "A bot has nothing to tell" in str(await fill(at, "U0ADA", person="U0BOT"))


async def test_the_people_of_a_hidden_postmortem_are_hidden(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.channels[CHANNEL].private = True
        at.slack.state.add_channel("C0OTHER", "other", ["U0ZOE", at.slack.state.bot_user])
        await begin(at, "summary")
        async with at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.latest_in(CHANNEL)
        assert found is not None
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "people")
        shown = at.only("U0ADA")[-1]
        at.slack.state.channels["C0OTHER"].messages[shown["ts"]] = shown
        await at.slack.people.press("U0ZOE", "C0OTHER", shown["ts"], "add_person")
        assert "There is no postmortem here" in at.only("U0ZOE")[-1]["text"]
