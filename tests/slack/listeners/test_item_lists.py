"""Lists of action items by command."""

from __future__ import annotations

from tests.following import promise
from tests.journeys.stage import CHANNEL, Stage, stage


async def asked(at: Stage, words: str, person: str = "U0ADA") -> str:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", words)
    return str(at.only(person)[-1])


async def test_words_choose_what_a_list_shows(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        await promise(at, words="Alert on lag")
        await promise(at, words="Remove the old path", owner="U0ADA")
        await asked(at, "action done 1 the test pages")
        everything = await asked(at, "action list")
        assert "Alert on lag" in everything
        assert "Remove the old path" in everything
        assert "Alert on lag" in await asked(at, "action list done")
        assert "Alert on lag" not in await asked(at, "action list open")
        mine = await asked(at, "mine")
        assert "Remove the old path" in mine
        assert "Alert on lag" not in mine
        assert "Nothing waits for you" in await asked(at, "mine", "U0SAM")


async def test_a_long_list_goes_on_with_a_press(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        for number in range(5):
            await promise(at, words=f"Alert on lag {number}")
        await asked(at, "action list unfinished")
        first = at.only("U0ADA")[-1]
        assert "5 in all" in str(first)
        assert "Alert on lag 4" not in str(first)
        await at.slack.people.press("U0ADA", CHANNEL, first["ts"], "items_more")
        assert "Alert on lag 4" in str(at.only("U0ADA")[-1])


async def test_a_word_that_means_nothing_is_answered_with_all_that_do(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "`overdue`" in await asked(at, "action list tomorrow")
