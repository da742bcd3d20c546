"""`/postmortem search`, through the front door."""

from __future__ import annotations

from dataclasses import replace

from tests.journeys.stage import CHANNEL, Stage, stage


async def typed(at: Stage, words: str, person: str = "U0ADA", channel: str = CHANNEL) -> str:
    await at.slack.people.slash(person, channel, "/postmortem", f"search {words}")
    await at.quiet()
    said = at.only(person)[-1]
    return f"{said['text']} {said.get('blocks')}"


async def test_words_are_found_wherever_they_stand_with_the_place_that_shows_why(database_url: str) -> None:
    async with stage(database_url) as at:
        at.slack.people.say("U0SAM", CHANNEL, "rolling back the deploy of payments-db-2, the pool was full")
        await at.start()
        assert "Checkout is down" in await typed(at, "checkout")
        shown = await typed(at, "payments-db-2 pool")
        assert "*payments-db-2*" in shown
        assert "/archives/" in shown
        assert "Try fewer words" in await typed(at, "ledger")
        assert "What should I look for" in await typed(at, "***")


async def test_words_that_were_deleted_are_not_found(database_url: str) -> None:
    async with stage(database_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "rolling back, the key was AKIASECRET77")
        await at.start()
        assert "AKIASECRET77" in await typed(at, "AKIASECRET77")
        at.slack.people.delete(CHANNEL, ts)
        await at.quiet()
        assert "Try fewer words" in await typed(at, "AKIASECRET77")


async def test_a_hidden_postmortem_is_not_found_by_others(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        async with at.app.store.work(at.slack.settings.team) as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            await work.postmortems.save(replace(found, private=True))
        at.slack.state.add_channel("C0TALK", "team-talk", ["U0ADA", "U0ZOE", at.slack.state.bot_user])
        assert "Checkout is down" in await typed(at, "checkout")
        assert "Checkout is down" not in await typed(at, "checkout", "U0ZOE", "C0TALK")


async def test_more_is_a_press_away(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        for number in range(6):
            await at.start(title=f"Checkout is down again {number}")
            await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
            await at.quiet()
        shown = await typed(at, "checkout down")
        assert "search_more" in shown
        await at.slack.people.press("U0ADA", CHANNEL, at.only("U0ADA")[-1]["ts"], "search_more")
        rest = str(at.only("U0ADA")[-1]["blocks"])
        assert "search_more" not in rest
        assert sum(f"again {n}" in shown for n in range(6)) + sum(f"again {n}" in rest for n in range(6)) == 6
