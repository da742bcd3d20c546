"""The timeline's forms, sent by people, through the front door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.journeys.curating import Curator, told
from tests.journeys.stage import stage
from tests.journeys.test_postmortem import report_of


async def test_words_time_kind_and_milestone_of_a_line_are_changed_in_one_form(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        at_ = int((datetime.now(UTC) - timedelta(minutes=3)).timestamp())
        await ada.choose("customers report", "edit")
        assert not await ada.submit(text="40 orders failed", at=at_, kind="impact", shows="detected")
        assert "40 orders failed" in ada.text
        assert "*impact*" in ada.line("40 orders failed")["text"]["text"]
        assert "words by hand" in ada.text
        assert f"*Detected* <!date^{at_}" in ada.text
        assert "40 orders failed" in await report_of(at)


async def test_two_people_edit_one_line_and_the_slower_one_sees_both_versions(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        ada, sam = await Curator(at, "U0ADA").open(), await Curator(at, "U0SAM").open()
        await ada.choose("rolling back", "edit")
        await sam.choose("rolling back", "edit")
        assert not await ada.submit(text="Ada's version")
        assert not await sam.submit(text="Sam's version")
        assert "<@U0ADA> changed this line while you were writing" in sam.text
        assert "Ada's version" in sam.text
        assert "Ada's version" in await report_of(at)
        assert not await sam.submit(text="Sam's version")
        assert "Sam's version" in sam.text
        assert "Sam's version" in await report_of(at)


async def test_an_edit_that_changes_nothing_is_no_step(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.choose("rolling back", "edit")
        assert not await ada.submit()
        await ada.more("history")
        assert "Nobody changed anything yet" in ada.text


async def test_a_note_and_another_version_stand_beside_the_line_until_it_is_settled(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        sam = await Curator(at, "U0SAM").open()
        await sam.choose("rolling back", "note")
        assert await sam.submit()  # nothing written
        assert not await sam.submit(note="see the deploy log", version="It was the 13:58 deploy")
        line = sam.line("rolling back")["text"]["text"]
        assert "see the deploy log" in line
        assert "Told differently" in line
        assert "It was the 13:58 deploy" in line
        await sam.choose("rolling back", "note")
        assert not await sam.submit(settle="settled")
        assert "Told differently" not in sam.text


async def test_a_message_that_tells_two_things_becomes_two_lines(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        count = len(ada.lines())
        await ada.choose("rollback is done", "cut")
        assert not await ada.submit(first="Rollback done", second="Errors gone")
        assert len(ada.lines()) == count + 1
        assert ada.line("Rollback done")
        assert ada.line("Errors gone")


async def test_a_line_by_hand_bears_its_own_source(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.press("add_line")
        assert not await ada.submit(text="Call with the provider", source="phone, 10 minutes")
        assert "phone, 10 minutes" in ada.line("Call with the provider")["text"]["text"]
        assert "Call with the provider" in await report_of(at)


async def test_a_milestone_is_set_and_left_empty_by_hand(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.press("edit_milestones")
        assert not await ada.submit(name="resolved", known="empty")
        assert "*Resolved* not stated" in ada.text
        moment = int(datetime.now(UTC).timestamp()) // 60 * 60
        await ada.press("edit_milestones")
        assert not await ada.submit(name="acknowledged", known="set", at=moment)
        assert f"*Acknowledged* <!date^{moment}" in ada.text


async def test_the_window_is_changed_by_hand_and_may_not_end_before_it_begins(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ids = await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.more("window")
        late = int(float(ids[3]))
        faults = await ada.submit(**{"from": "at", "since": late, "to": "at", "until": late - 600})
        assert faults == {"until": "The end is before the beginning."}
        assert not await ada.submit(**{"from": "at", "since": late, "to": "open"})
        assert "rolling back" not in ada.text
        assert "customers report" in ada.text
        await ada.more("history")
        assert "Ada set the time" in ada.text
        await ada.press("undo_step")
        await ada.press("timeline_page:back")
        assert "rolling back" in ada.text


async def test_what_was_deleted_in_slack_takes_its_edited_words_along(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ids = await told(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.choose("rolling back", "edit")
        assert not await ada.submit(text="rolling back the 14:01 deploy, key AKIASECRET77")
        at.slack.people.delete("C0INC", ids[1])
        await at.quiet()
        assert "AKIASECRET77" not in await report_of(at)
        ada = await Curator(at, "U0ADA").open()
        await ada.more("history")
        assert "AKIASECRET77" not in ada.text
