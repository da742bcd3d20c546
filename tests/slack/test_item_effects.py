"""What the bot says about action items by itself, and when."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.domain.access import Reader
from bot.domain.action_item import ItemMove, Move
from bot.holiday_calendar import is_holiday
from bot.playground.server import Fault
from bot.slack.blocks.nudges import MOST
from bot.usecases import action_items
from bot.usecases.nudges import Following
from tests.following import ADA, SAM, go_to, press, promise, reminders, said_to, submit
from tests.journeys.stage import CHANNEL, Stage, stage


async def test_a_reminder_comes_before_the_date_on_it_and_never_twice_a_day(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        day = await promise(at)
        seen = []
        for offset in range(-3, 8):
            for hour in (3, 15, 16, 23):
                await go_to(at, day + offset, hour)
            seen.append(len(reminders(at)))
        assert seen == [0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3]


async def test_several_items_of_one_owner_come_in_one_message(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await promise(at, words="Write the runbook")
        await go_to(at, day)
        (one,) = reminders(at)
        assert "Alert on lag" in str(one["blocks"])
        assert "Write the runbook" in str(one["blocks"])


async def test_nobody_is_reminded_on_leave_and_what_was_owed_comes_when_they_are_back(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        day = await promise(at)
        at.slack.state.people[SAM]["profile"]["status_emoji"] = ":palm_tree:"
        await go_to(at, day)
        await go_to(at, day + 1)
        assert reminders(at) == []
        at.slack.state.people[SAM]["profile"]["status_emoji"] = ""
        await go_to(at, day + 2)
        assert len(reminders(at)) == 1


async def test_an_item_of_somebody_who_left_goes_back_to_the_lead(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        day = await promise(at)
        at.slack.state.people[SAM]["deleted"] = True
        await go_to(at, day)
        for more in range(1, 6):
            await go_to(at, day + more)
        assert reminders(at) == []
        assert said_to(at, ADA).count("no longer has an account here") == 1
        (asked,) = [m for m in at.from_bot(at.slack.state.dm(ADA).id) if "item_hand_over" in str(m["blocks"])]
        await press(at, asked, "item_hand_over", ADA)
        assert not await submit(at, ADA, owner="U0ZOE")
        await go_to(at, day + 7, hour=1)
        assert len(reminders(at, "U0ZOE")) == 1


async def test_an_item_that_is_opened_again_goes_back_at_once_where_its_owner_left(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action done 1 a graph")
        await promise(at, words="Write the runbook")
        at.slack.state.people[SAM]["deleted"] = True
        await go_to(at, day)
        assert "Alert on lag" not in said_to(at, ADA)
        async with at.app.store.work("T0PLAY") as work:
            item = await work.items.numbered(1)
            assert item is not None
            move = Move(ItemMove.REOPEN, ADA, at.clock.now())
            reader, follow = Reader(ADA, frozenset({CHANNEL})), Following(at.app.say.policy, is_holiday)
            await action_items.change(work, reader, item, move, follow)
        await go_to(at, day)
        assert "Alert on lag" in said_to(at, ADA)


async def test_the_most_urgent_is_named_where_a_reminder_has_no_room_for_all(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        for number in range(MOST + 1):
            late = await promise(at, days=21, words=f"Later {number}")
        day = await promise(at, days=14, words="Soonest")
        await go_to(at, late)
        named = str(reminders(at)[-1]["blocks"])
        assert named.index("Soonest") < named.index("Later")
        assert "2 more wait" in named
        assert day < late


async def test_a_reminder_that_slacks_outage_held_back_comes_in_the_next_working_hour(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        at.clock.move_to(day, hour=15)
        at.slack.state.shift = at.clock.shift.total_seconds()
        at.slack.faults.append(Fault("*", "error", 50))
        await at.app.jobs.tick_all()
        await at.until(lambda: any(c.method == "users.info" for c in at.slack.log[-3:]) or at.slack.faults[0].times < 50)
        at.clock.move_to(day + 1, hour=3)  # the night in New York
        at.slack.faults.clear()
        await go_to(at, day + 1, hour=4)
        assert reminders(at) == []
        await go_to(at, day + 1)
        assert len(reminders(at)) == 1


async def test_weeks_after_it_is_asked_whether_it_worked(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await promise(at)
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "action done 1 the test pages")
        await at.quiet()
        for day in range(26, 34):
            await go_to(at, day)
        asked = [m for m in at.from_bot(at.slack.state.dm(SAM).id) if "item_worked" in str(m["blocks"])]
        assert len(asked) == 1
        assert said_to(at, ADA).count("Did it do what it was meant to do?") == 1
        await press(at, asked[0], "item_worked")
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "action show 1")
        assert "said that it worked" in str(at.only(SAM)[-1]["blocks"])


async def test_the_lead_hears_of_an_item_past_its_date_only_after_its_owner_was_told_so(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action add")
        today = at.clock.now().date()
        due = today + timedelta(days=14)
        due += timedelta(days=(2 - due.weekday()) % 7)
        await submit(at, ADA, text="Alert on lag", owner=SAM, due=due.isoformat(), priority="high")
        day = (due - today).days
        for offset in range(-7, 7):
            await go_to(at, day + offset)
        assert "hears of it next" in said_to(at, SAM)
        assert "past its date" not in said_to(at, ADA)
        for offset in range(7, 9):
            await go_to(at, day + offset)
        assert said_to(at, ADA).count("was told that you would hear of it") == 1


async def test_the_lead_gets_one_digest_a_week_and_none_when_there_is_nothing_to_say(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        for offset in range(day - 7, day + 14):
            for hour in (10, 15):
                await go_to(at, offset, hour)
        # Wednesday's item is past its date on the Mondays after it; before it there was nothing to say.
        assert said_to(at, ADA).count("Past their date: 1") == 2


async def test_who_is_to_be_reminded_in_other_hours_is_reminded_in_those(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    rule = "rules:\n  - when: {priority: normal}\n    hours: [6, 20]\n"
    (tmp_path / "policies" / "default.yaml").write_text("days: [0, 7]\nhours: [9, 17]\n" + rule)
    async with stage(sqlite_url, prompts=tmp_path) as at:
        await at.start()
        day = await promise(at)
        await go_to(at, day, hour=12)  # seven in New York
        assert len(reminders(at)) == 1


async def test_an_item_whose_owner_led_alone_and_left_is_laid_before_the_channel(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at, owner=ADA)
        at.slack.state.people[ADA]["deleted"] = True
        for more in range(3):
            await go_to(at, day + more)
        asked = [m for m in at.from_bot() if "no longer has an account here" in str(m["blocks"])]
        assert len(asked) == 1
        assert "item_hand_over" in str(asked[0]["blocks"])


async def tick_while_slack_is_away(at: Stage, day: int, hour: int) -> None:
    """What is due then is queued and tried; Slack stays away."""
    at.clock.move_to(day, hour=hour)
    at.slack.state.shift = at.clock.shift.total_seconds()
    await at.slack.switches.turn("error", True)
    await at.app.jobs.tick_all()
    await asyncio.sleep(0.5)


async def slack_is_back(at: Stage) -> None:
    """Whatever was tried before this has failed by then: nothing decided at an earlier hour goes out now."""
    await at.app.dispatcher.resting.wait()
    await at.slack.switches.turn("error", False)


async def test_what_waited_for_slack_is_not_said_in_the_night(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        monday = day + 5
        await tick_while_slack_is_away(at, monday, hour=16)
        at.clock.move_to(monday, hour=23)
        await slack_is_back(at)
        await go_to(at, monday, hour=23)
        assert "Past their date" not in said_to(at, ADA)
        for later in (1, 2):
            await go_to(at, monday + later)
        assert said_to(at, ADA).count("Past their date: 1") == 1


async def test_an_item_whose_date_was_moved_while_slack_was_away_is_not_spoken_of(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await tick_while_slack_is_away(at, day, hour=15)
        async with at.app.store.work("T0PLAY") as work:
            item = await work.items.numbered(1)
            assert item is not None
            move = Move(ItemMove.NEW_DATE, SAM, at.clock.now(), f"{at.clock.now().date() + timedelta(days=20)}", "slower")
            await action_items.change(work, Reader(SAM), item, move, Following(at.app.say.policy, is_holiday))
        await slack_is_back(at)
        at.clock.shift += timedelta(minutes=10)
        await at.quiet()
        assert reminders(at) == []
