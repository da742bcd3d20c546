"""What people do to an action item by buttons, forms and words."""

from __future__ import annotations

from datetime import timedelta

from tests.following import ADA, SAM, go_to, item_id, press, promise, reminders, submit
from tests.journeys.stage import CHANNEL, Stage, stage


async def test_whoever_is_asked_to_own_an_item_takes_it_or_proposes_another_date(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.clock.move_to(1 if at.clock.now().weekday() < 4 else 4, hour=15)
        await at.start()
        await promise(at)
        (asked,) = [m for m in at.from_bot(at.slack.state.dm(SAM).id) if "item_accept" in str(m["blocks"])]
        await press(at, asked, "item_accept")
        await press(at, asked, "item_new_date")
        later = (at.clock.now() + timedelta(days=60)).date().isoformat()
        assert not await submit(at, due=later, reason="the vendor ships in January")
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "action show 1")
        shown = str(at.only(SAM)[-1]["blocks"])
        assert "took it on" in shown
        assert f"moved it to {later}" in shown
        assert "the vendor ships in January" in shown


async def test_an_item_is_not_dropped_without_a_word(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await go_to(at, day)
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action drop 1")
        assert "stay on record" in at.only(ADA)[-1]["text"]
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action drop 1 the service is gone")
        assert "dropped" in at.only(ADA)[-1]["text"]
        await go_to(at, day + 7)
        assert len(reminders(at)) == 1


async def test_a_second_press_explains_itself_and_the_message_loses_its_buttons(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await go_to(at, day)
        (first,) = reminders(at)
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action done 1 the test pages")
        await press(at, first, "item_done")
        assert "done already" in at.only(SAM)[-1]["text"]
        assert reminders(at) == []


async def test_an_item_handed_over_is_its_new_owners(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await go_to(at, day)
        (first,) = reminders(at)
        await at.slack.people.press(SAM, at.slack.state.dm(SAM).id, first["ts"], "item_more", value="hand_over|" + item_id(first))
        assert not await submit(at, owner="U0ZOE", reason="I change teams")
        await go_to(at, day + 7, hour=1)  # ten in Tokyo
        assert len(reminders(at, "U0ZOE")) == 1
        await go_to(at, day + 7)
        assert reminders(at) == []


async def press_at_home(at: Stage, action: str) -> None:
    await at.slack.people.press_in_view(SAM, at.slack.state.homes[SAM]["id"], action)
    await at.quiet()


async def promised_at_home(at: Stage) -> None:
    """Sam has his home page open, with an item that somebody else promised for him."""
    await at.start()
    await promise(at)
    at.slack.people.open_home(SAM)
    await at.quiet()
    assert "Alert on lag" in str(at.slack.state.homes[SAM]["blocks"])


async def test_what_is_done_from_the_home_page_leaves_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await promised_at_home(at)
        await press_at_home(at, "item_accept")
        assert "item_accept" not in str(at.slack.state.homes[SAM])
        await press_at_home(at, "item_done")
        assert "Alert on lag" not in str(at.slack.state.homes[SAM]["blocks"])


async def test_a_form_opened_from_the_home_page_brings_it_up_to_date(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await promised_at_home(at)
        await press_at_home(at, "item_hand_over")
        assert await submit(at, owner=ADA) == {}
        assert "Alert on lag" not in str(at.slack.state.homes[SAM]["blocks"])
