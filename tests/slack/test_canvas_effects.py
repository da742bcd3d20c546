"""The report as the channel's canvas, through the front door."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.faults import Fault
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.slack.listeners.test_review import buttons, press

MADE, EDITED = "conversations.canvases.create", "canvases.edit"


async def typed(at: Stage, *words: str) -> None:
    for text in words:
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", text)
        await at.quiet()


def canvas(at: Stage) -> str:
    """What the channel's canvas says."""
    return at.slack.state.canvases[at.slack.state.channels[CHANNEL].canvas].markdown


def asked(at: Stage) -> list[dict[str, Any]]:
    return [m for m in at.from_bot(at.slack.state.dm("U0ADA").id) if "canvas_anew" in buttons(m)]


async def test_it_is_made_when_the_report_is_published_and_kept_up_to_date(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.say("U0SAM", CHANNEL, "rolling back the 14:01 deploy of payments")
        await at.start()
        assert at.slack.state.channels[CHANNEL].canvas == ""
        await typed(at, "action add Alert on lag <@U0SAM>", "close")
        assert "# Postmortem 1 · Checkout is down" in canvas(at)
        assert "rolling back the 14:01 deploy of payments" in canvas(at)
        assert "[ ] **1** Alert on lag" in canvas(at)
        await typed(at, "action done 1 it fired")
        assert "[x] **1** Alert on lag" in canvas(at)
        assert len(at.slack.calls(MADE)) == 1


async def test_what_did_not_change_is_not_written_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "close")
        before = len(at.slack.calls(EDITED))
        async with at.app.store.work(at.slack.settings.team) as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            from bot.usecases.postmortems import show_canvas

            await show_canvas(work, found.id, at.clock.now())
        await at.quiet()
        assert len(at.slack.calls(EDITED)) == before


async def test_a_lost_answer_makes_no_second_canvas(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.faults.append(Fault(MADE, "lost_answer"))
        await typed(at, "close")
        assert len(at.slack.state.canvases) == 1
        await typed(at, "action add Alert on lag <@U0SAM>")
        assert "Alert on lag" in canvas(at)


@pytest.mark.parametrize("without", ["canvases:write", "files:read"])
async def test_without_the_permission_there_is_none_and_closing_does_not_mind(sqlite_url: str, without: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes.discard(without)
        await at.start()
        await typed(at, "close")
        assert at.app.say.say("report.published", number=1) in str(at.only("U0ADA"))
        assert at.from_bot(at.slack.state.dm("U0ADA").id) == []
        assert at.slack.state.canvases == {}


async def test_a_canvas_of_somebody_else_stays_as_it_is(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.app.gateway.call(
            MADE, channel_id=CHANNEL, title="Ours", document_content={"type": "markdown", "markdown": "# Notes"}
        )
        await at.start()
        await typed(at, "close")
        assert canvas(at) == "# Notes"


async def test_what_people_wrote_in_it_is_not_overwritten_before_somebody_says_so(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "close")
        at.slack.people.write_in_canvas("U0SAM", at.slack.state.channels[CHANNEL].canvas, "Sam's own words")
        await typed(at, "action add Alert on lag <@U0SAM>", "action add Load test <@U0SAM>")
        assert "Sam's own words" in canvas(at)
        assert "Alert on lag" not in canvas(at)
        assert len(asked(at)) == 1
        await press(at, "U0ADA", asked(at)[0], "canvas_leave")
        await typed(at, "action add Runbook <@U0SAM>")
        assert "Runbook" not in canvas(at)
        assert len(asked(at)) == 1
        await press(at, "U0ADA", asked(at)[0], "canvas_anew")
        assert "Sam's own words" not in canvas(at)
        assert "Runbook" in canvas(at)


async def test_deleted_words_leave_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "rolling back, the key was AKIASECRET77")
        await at.start()
        await typed(at, "close")
        assert "AKIASECRET77" in canvas(at)
        at.slack.people.delete(CHANNEL, ts)
        await at.quiet()
        assert "AKIASECRET77" not in canvas(at)


async def test_an_edit_and_a_reopened_report_are_followed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "rolling back the 14:01 deploy")
        await at.start()
        await typed(at, "close")
        at.slack.people.edit(CHANNEL, ts, "rolling back the 13:58 deploy")
        await at.quiet()
        assert "13:58" in canvas(at)
        assert "14:01" not in canvas(at)
        await typed(at, "reopen", "action add Runbook <@U0SAM>")
        assert "Runbook" in canvas(at)


async def test_deleted_words_leave_the_canvas_of_an_earlier_postmortem_of_the_channel(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ts = at.slack.people.say("U0SAM", CHANNEL, "rolling back, the key was AKIASECRET77")
        await at.start()
        await typed(at, "close")
        await at.start(title="Another one")
        at.slack.people.delete(CHANNEL, ts)
        await at.quiet()
        assert "AKIASECRET77" not in canvas(at)


async def test_one_that_was_taken_away_stays_away(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "close")
        await at.app.gateway.call("canvases.delete", canvas_id=at.slack.state.channels[CHANNEL].canvas)
        await typed(at, "action add Alert on lag <@U0SAM>")
        assert at.slack.state.canvases == {}
