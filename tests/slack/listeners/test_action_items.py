"""Action items by command, form and shortcut: what is wrong is said beside its field, and nothing typed is lost."""

from __future__ import annotations

from bot.domain.action_item import ActionItem
from tests.following import submit
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.web.test_pages import hidden


async def items(at: Stage) -> list[ActionItem]:
    async with at.app.store.look("T0PLAY") as work:
        found = await work.postmortems.latest_in(CHANNEL)
        assert found is not None
        return list(await work.items.of(found.id))


async def form_opened(at: Stage) -> None:
    card = at.card()
    assert card is not None
    await at.slack.people.press("U0ADA", CHANNEL, card["ts"], "add_item")


async def test_a_command_with_an_owner_and_a_day_is_said_back(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> in two weeks")
        (item,) = await items(at)
        assert item.owner == "U0SAM"
        assert item.due is not None
        assert "Action item 1" in at.only("U0ADA")[-1]["text"]


async def test_the_form_of_a_message_starts_with_its_words(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "we should alert on queue lag")
        await at.start()
        await at.slack.people.shortcut("U0ADA", CHANNEL, ts, "make_action_item")
        modal = at.slack.people.seen("U0ADA")["modals"][-1]
        assert "alert on queue lag" in str(modal["blocks"])
        assert not await submit(at, "U0ADA", text="Alert on queue lag", owner="U0SAM")
        assert [i.text for i in await items(at)] == ["Alert on queue lag"]


async def test_without_words_the_form_stays_and_says_so(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await form_opened(at)
        faults = await submit(at, "U0ADA", text="   ", owner="U0SAM")
        assert list(faults) == ["text"]
        assert await items(at) == []


async def test_a_number_that_no_item_has_is_said_to_the_one_who_typed_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action done 7")
        assert "no action item of that number" in at.only("U0ADA")[-1]["text"]
        assert at.only("U0SAM") == []


async def test_a_weak_measure_is_stored_and_its_weakness_said_in_a_line(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add be more careful with the console")
        assert [i.text for i in await items(at)] == ["be more careful with the console"]
        # The coach has its own remark, and says it when it is ready.
        (said,) = [m for m in at.only("U0ADA") if "relies on memory" in str(m["blocks"])]
        await at.slack.people.press("U0ADA", CHANNEL, said["ts"], "item_reword")
        assert not await submit(at, "U0ADA", text="Refuse writes from the console in production")
        assert [i.text for i in await items(at)] == ["Refuse writes from the console in production"]
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action show 1")
        assert "put it in other words" in str(at.only("U0ADA")[-1]["blocks"])


async def test_the_form_says_back_what_is_missing_and_its_buttons_open_above_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await form_opened(at)
        assert not await submit(at, "U0ADA", text="Alert on queue lag above 500")
        shown = at.slack.people.seen("U0ADA")["modals"][-1]
        assert "no owner yet" in str(shown["blocks"])
        await at.slack.people.press_in_view("U0ADA", shown["id"], "item_hand_over", "")
        assert not await submit(at, "U0ADA", owner="U0SAM")
        assert [i.owner for i in await items(at)] == ["U0SAM"]


async def test_a_day_that_no_calendar_has_is_asked_for_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> by 31 February")
        assert "31 February” is no day" in at.only("U0ADA")[-1]["text"]
        assert await items(at) == []


async def test_five_thousand_characters_are_too_many_and_the_limit_is_said(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert " + "on lag " * 700)
        assert "has room for 2000" in at.only("U0ADA")[-1]["text"]
        assert await items(at) == []


async def test_an_owner_who_may_not_see_the_postmortem_is_named_once_its_members_are_known(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await hidden(at)
        say = "action add Alert on lag above 500 <@{}> by 2030-01-09"
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", say.format("U0SAM"))
        assert "private channel" not in str(at.only("U0ADA")[-1])  # nobody has looked yet who is in there
        await at.app.jobs.tick_all()
        await at.quiet()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", say.format("U0ZOE"))
        assert "<@U0ZOE> is not in this private channel" in str(at.only("U0ADA")[-1])
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", say.format("U0SAM").replace("500", "900"))
        assert "private channel" not in str(at.only("U0ADA")[-1])


async def test_a_temporary_fix_without_a_date_gets_one_on_which_it_is_asked_about(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await form_opened(at)
        assert not await submit(at, "U0ADA", text="Restart the worker every night", kind="temporary")
        (item,) = await items(at)
        assert item.due is not None
        assert (item.due - at.clock.now().date()).days == 30
