"""Looking through the timeline and choosing in it, by two people at once; through the front door."""

from __future__ import annotations

import json

from tests.journeys.curating import Curator, told
from tests.journeys.stage import CHANNEL, stage


async def test_the_list_shows_each_line_with_its_deeds_and_the_milestones(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        assert "seeing 500s on checkout" in ada.text
        assert "Started" in ada.text
        verbs = [o["value"].partition("|")[0] for o in ada.line("rolling back")["accessory"]["options"]]
        assert verbs == ["edit", "hide", "merge", "note", "cut"]
        assert not at.slack.state.errors


async def test_hide_take_back_and_history_say_who_did_what(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.choose("rolling back", "hide")
        assert "rolling back" not in ada.text
        await ada.more("left_out")
        await ada.take("rolling back")
        await ada.more("history") if "timeline_menu" in str(ada.top) else await ada.press("timeline_page:back")
        assert "rolling back" not in str(at.slack.state.errors)
        sam = await Curator(at, "U0SAM").open()
        assert "rolling back" in sam.text
        await sam.more("history")
        assert "Ada hid “rolling back" in sam.text
        assert "Ada took in “rolling back" in sam.text


async def test_every_step_can_be_undone_by_anybody_and_done_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.choose("rolling back", "hide")
        sam = await Curator(at, "U0SAM").open()
        await sam.more("history")
        step = next(b for b in sam.top["blocks"] if str(b.get("block_id")).startswith("step:"))
        await sam.press("undo_step", step["block_id"])
        assert "undone by Sam O'Neill" in sam.text
        await sam.press("timeline_page:back")
        assert "rolling back" in sam.text
        await sam.more("history")
        step = next(b for b in sam.top["blocks"] if str(b.get("block_id")).startswith("step:"))
        await sam.press("undo_step", step["block_id"])
        await sam.press("timeline_page:back")
        assert "rolling back" not in sam.text


async def test_whoever_looks_at_an_old_list_is_told_who_was_faster(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada, sam = await Curator(at, "U0ADA").open(), await Curator(at, "U0SAM").open()
        await ada.choose("rolling back", "edit")
        assert not await ada.submit(text="Ada rolled payments back")
        await sam.choose("rolling back", "hide")
        assert "<@U0ADA> changed this line a moment ago" in sam.text
        assert "Ada rolled payments back" in sam.text
        await sam.choose("Ada rolled payments back", "hide")
        assert "Ada rolled payments back" not in sam.text


async def test_a_line_can_be_merged_with_the_one_above_and_split_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        count = len(ada.lines())
        await ada.choose("rolling back", "merge")
        assert len(ada.lines()) == count - 1
        assert "seeing 500s" in ada.line("rolling back")["text"]["text"]
        await ada.choose("rolling back", "split")
        assert len(ada.lines()) == count


async def test_an_accepted_timeline_takes_in_nothing_by_itself(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        before = len(ada.lines())
        await ada.press("accept_timeline")
        assert "The timeline is accepted" in ada.text
        at.slack.people.say("U0SAM", CHANNEL, "rolling back payments a second time, errors are back at 20 %")
        at.slack.people.say("U0ZOE", CHANNEL, "failing over to db-2 now, errors drop")
        await at.quiet()
        sam = await Curator(at, "U0SAM").open()
        assert len(sam.lines()) == before
        assert "2 new" in sam.text
        await sam.press("timeline_page", next(b["block_id"] for b in sam.top["blocks"] if "2 new" in str(b)))
        await sam.take("second time", "take_line")
        await sam.take("failing over", "leave_line")
        assert "Nothing new" in sam.text
        await sam.press("timeline_page:back")
        assert "second time" in sam.text
        assert "failing over" not in sam.text


async def test_whoever_accepts_what_another_changed_meanwhile_looks_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada, sam = await Curator(at, "U0ADA").open(), await Curator(at, "U0SAM").open()
        await ada.choose("rolling back", "hide")
        await sam.press("accept_timeline")
        assert "<@U0ADA> changed something while you looked" in sam.text
        await sam.press("accept_timeline")
        assert "The timeline is accepted" in sam.text


async def test_a_press_that_slack_delivers_twice_is_one_step(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.choose("rolling back", "hide")
        async with at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.latest_in(CHANNEL)
            assert found is not None
            assert len((await work.postmortems.curation(found.id)).steps) == 1


async def test_the_list_in_the_thread_turns_its_pages_and_follows_choices(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.more("thread")
        await at.quiet()
        card = at.card()
        assert card is not None
        posted = next(m for m in at.from_bot() if m.get("thread_ts") == card["ts"])
        assert "rolling back" in json.dumps(posted["blocks"])
        await ada.choose("rolling back", "hide")
        await at.quiet()
        posted = next(m for m in at.from_bot() if m.get("thread_ts") == card["ts"])
        assert "rolling back" not in json.dumps(posted["blocks"])
        await at.slack.people.press("U0SAM", CHANNEL, posted["ts"], "review_timeline")
        assert "seeing 500s" in Curator(at, "U0SAM").text


async def test_a_closed_postmortem_is_looked_at_and_not_changed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "cancel")
        await at.quiet()
        sam = await Curator(at, "U0SAM").open()
        assert all("accessory" not in b for b in sam.lines())
        await ada.choose("rolling back", "hide")
        assert "rolling back" in ada.text
