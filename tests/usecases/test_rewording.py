"""An accepted wording stands where the text is shown; what a person wrote in Slack stays theirs."""

from __future__ import annotations

from tests.coached import ADA, BLAME, SAM, answer, interview, press, remarks, report, submit
from tests.journeys.curating import Curator
from tests.journeys.stage import CHANNEL, stage


async def test_the_report_shows_the_accepted_wording_and_the_message_stays_as_it_was(database_url: str) -> None:
    async with stage(database_url) as at:
        await answer(at, await interview(at))
        await press(at, remarks(at)[0], "coach_use")
        assert "The report shows the new wording" in at.only(SAM)[-1]["text"]
        shown = await report(at)
        assert "lazy" not in shown
        assert "13:41" in shown
        assert any(m["text"] == BLAME for m in at.channel())


async def test_an_edit_of_the_message_speaks_for_itself_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = await answer(at, await interview(at))
        await press(at, remarks(at)[0], "coach_use")
        at.slack.people.edit(CHANNEL, ts, "Errors until 13:41, found by a customer's call.")
        await at.quiet()
        assert "found by a customer" in await report(at)


async def test_an_offer_for_words_that_were_edited_since_is_refused(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = await answer(at, await interview(at))
        at.slack.people.edit(CHANNEL, ts, "Errors until 13:41, found by a customer's call.")
        await at.quiet()
        await press(at, remarks(at)[0], "coach_use")
        assert "not there any more" in at.only(SAM)[-1]["text"]
        assert "found by a customer" in await report(at)


async def test_it_can_be_changed_before_it_is_used(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await answer(at, await interview(at))
        await press(at, remarks(at)[0], "coach_edit")
        assert not await submit(at, "Errors from 13:20 to 13:41; the alert was muted.")
        assert "the alert was muted" in await report(at)
        assert remarks(at) == []


async def test_an_action_item_is_stored_as_typed_and_reworded_on_request(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        said = "action add The operators must pay more attention, they are careless"
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", said)
        await at.quiet()
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action list")
        assert "careless" in str(at.only(ADA)[-1])
        await press(at, remarks(at, ADA)[0], "coach_edit", ADA)
        assert not await submit(at, "Ask before the switch is thrown", ADA)
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action list")
        assert "Ask before the switch is thrown" in str(at.only(ADA)[-1])


async def test_a_line_by_hand_is_reworded_by_a_step_that_can_be_undone(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        ada = await Curator(at, ADA).open()
        await ada.press("add_line")
        text = "The operator was careless and should have called the bridge"
        assert not await ada.submit(text=text)
        await at.quiet()
        await press(at, remarks(at, ADA)[0], "coach_edit", ADA)
        assert not await submit(at, "The bridge was not called; the number is on page 9", ADA)
        assert "page 9" in await report(at)
