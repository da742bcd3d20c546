"""Editing the report in Slack: a section's text stands in place of its answers, which stay behind it."""

from __future__ import annotations

from tests.coached import remarks
from tests.journeys.interviewing import begin, fill, report_of, report_text, say
from tests.journeys.stage import CHANNEL, Stage, stage


async def edit(at: Stage, person: str, words: str = "summary") -> None:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", f"edit {words}")


async def press_on_top(at: Stage, person: str, action: str, index: int = 0) -> None:
    view = at.slack.people.seen(person)["modals"][-1]
    held = [b for b in view["blocks"] if action in str(b)]
    await at.slack.people.press_in_view(person, view["id"], action, held[index]["block_id"])


async def told(at: Stage) -> None:
    await begin(at, "summary")
    await say(at, "U0SAM", "Summary", "It failed from 14:05 to 14:45.")
    await say(at, "U0ADA", "Summary", "It was rather until 15:00.")


async def test_an_edited_section_stands_in_the_report_and_its_answers_behind_it(database_url: str) -> None:
    async with stage(database_url) as at:
        await told(at)
        await edit(at, "U0ADA")
        assert "14:05 to 14:45" in str(at.slack.people.seen("U0ADA")["modals"][-1]["blocks"])
        assert not await fill(at, "U0ADA", text="It failed from 14:05 to 15:00 at the latest.")
        assert at.slack.people.seen("U0ADA")["modals"] == []
        text = await report_text(at)
        assert text.index("15:00 at the latest") < text.index("14:05 to 14:45") < text.index("rather until 15:00")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "report")
        assert "*Summary* It failed from 14:05 to 15:00 at the latest." in str(at.only("U0SAM")[-1]["blocks"])
        await at.slack.people.press("U0SAM", CHANNEL, at.only("U0SAM")[-1]["ts"], "read_all")
        assert "what people answered (2)" in str(at.only("U0SAM")[-1]["blocks"])


async def test_without_a_section_each_is_offered(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "report")
        await at.slack.people.press("U0ADA", CHANNEL, at.only("U0ADA")[-1]["ts"], "edit_report")
        offered = at.only("U0ADA")[-1]
        assert "answers: 2" in str(offered["blocks"])
        await at.slack.people.press("U0ADA", CHANNEL, offered["ts"], "edit_section")
        assert at.slack.people.seen("U0ADA")["modals"][-1]["callback_id"] == "edit_form"


async def test_two_at_once_see_both_texts_and_nothing_typed_is_lost(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await edit(at, "U0ADA")
        await edit(at, "U0SAM")
        await fill(at, "U0ADA", text="Ada's version")
        await fill(at, "U0SAM", text="Sam's version")
        view = str(at.slack.people.seen("U0SAM")["modals"][-1]["blocks"])
        assert "Ada changed this section while you were writing" in view
        assert "Ada's version" in view
        assert "Sam's version" in view
        await fill(at, "U0SAM", text="Both versions")
        assert "Both versions" in await report_text(at)


async def test_an_earlier_version_comes_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        for text in ("The first", "The second"):
            await edit(at, "U0ADA")
            await fill(at, "U0ADA", text=text)
        await edit(at, "U0ADA")
        await press_on_top(at, "U0ADA", "earlier_editions")
        await press_on_top(at, "U0ADA", "take_edition")
        await fill(at, "U0ADA", text="The first")
        assert at.slack.people.seen("U0ADA")["modals"] == []
        part = next(s for s in (await report_of(at)).sections if s.id == "summary")
        assert part.edition is not None
        assert (part.edition.text, part.edition.version) == ("The first", 3)


async def test_words_deleted_in_slack_leave_the_edited_text_too(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        ts = await say(at, "U0SAM", "Summary", "The key was hunter2.")
        await edit(at, "U0ADA")
        await fill(at, "U0ADA", text="It failed. The key was hunter2.")
        at.slack.people.delete(CHANNEL, ts)
        await at.quiet()
        assert "hunter2" not in await report_text(at)
        assert "It failed." in await report_text(at)


async def test_blame_in_an_edited_text_gets_its_quiet_remark_and_the_rewrite_is_a_version(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await edit(at, "U0ADA")
        await fill(at, "U0ADA", text="Errors until 13:41. The night shift is lazy and should have looked at the alert.")
        (remark,) = remarks(at, "U0ADA")
        assert remarks(at, "U0SAM") == []
        await at.slack.people.press("U0ADA", CHANNEL, remark["ts"], "coach_edit")
        await fill(at, "U0ADA", text="Errors until 13:41. The alert was not looked at for 20 minutes.")
        assert "not looked at for 20 minutes" in await report_text(at)


async def test_a_closed_report_says_how_to_edit_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await told(at)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        await edit(at, "U0ADA")
        assert "/postmortem reopen" in at.only("U0ADA")[-1]["text"]


async def test_a_hidden_one_is_not_there_for_others(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.channels[CHANNEL].private = True
        await told(at)
        at.slack.state.add_channel("C0ELSE", "elsewhere", ["U0ZOE", at.slack.state.bot_user])
        await at.slack.people.slash("U0ZOE", "C0ELSE", "/postmortem", "edit summary")
        assert "There is no postmortem here" in at.only("U0ZOE")[-1]["text"]
