"""Forms of the interview, through the front door: a section at once, a safeguard, a private answer."""

from __future__ import annotations

from bot.exports.report_json import report_json
from tests.journeys.interviewing import begin, dm, fill, in_thread, press, report_of, report_text, say, to, words
from tests.journeys.stage import CHANNEL, stage


async def test_a_form_answers_several_questions_and_what_is_emptied_is_taken_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "resolution")
        await press(at, "U0SAM", next(m for m in at.from_bot() if m["text"] == "Resolution and recovery"), "section_form")
        await fill(at, "U0SAM", helped="The drill in May.", lucky="It was a Sunday.")
        report = next(s for s in (await report_of(at)).sections if s.id == "resolution")
        assert [a.text for q in report.questions for a in q.said] == ["The drill in May.", "It was a Sunday."]
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview form resolution")
        await fill(at, "U0SAM", helped="The drill in May.", lucky="")
        assert "Sunday" not in await report_text(at)


async def test_a_skipped_question_can_be_filled_in_later_from_the_list(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "skip")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview open")
        listed = at.only("U0SAM")[-1]
        assert "What happened, in two or three sentences?" in str(listed["blocks"])
        await at.slack.people.press("U0SAM", CHANNEL, listed["ts"], "answer_now")
        await fill(at, "U0SAM", what_happened="It failed from 14:05 to 14:45.")
        assert "It failed from 14:05" in await report_text(at)
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview open")
        assert "What happened, in two or three sentences?" not in str(at.only("U0SAM")[-1]["blocks"])


async def test_a_safeguard_is_a_record_in_the_report(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "root_cause")
        for _ in range(3):
            await press(at, "U0ADA", in_thread(at, "Root cause")[-1], "next_question")
        await press(at, "U0SAM", in_thread(at, "Root cause")[-1], "record_form")
        await fill(at, "U0SAM", what="Lag alarm", expected="page at 5 minutes", did="nothing, it was muted")
        (record,) = (await report_of(at)).safeguards
        assert (record.what, record.expected, record.did) == ("Lag alarm", "page at 5 minutes", "nothing, it was muted")
        assert "| Lag alarm | page at 5 minutes | nothing, it was muted |" in await report_text(at)


async def test_a_private_answer_is_read_by_the_one_who_was_chosen_and_by_nobody_else(database_url: str) -> None:
    async with stage(database_url) as at:
        await begin(at, "summary")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "facilitator <@U0ZOE>")
        await at.quiet()
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "private_question")
        modal = at.slack.people.seen("U0SAM")["modals"][-1]
        assert "whoever runs me could read it" in str(modal["blocks"])
        assert "Zoë only" in str(modal["blocks"])
        await fill(at, "U0SAM", privacy="facilitator", text="I was asked to hurry, and hunter2.")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        everything = str(at.channel()) + str(report_json(await report_of(at))) + await report_text(at)
        assert "hurry" not in everything
        assert "hurry" not in str(to(at, "U0ZOE")) + str(to(at, "U0ADA"))
        (note,) = to(at, "U0ZOE")
        await press(at, "U0ZOE", note, "read_private", dm(at, "U0ZOE"))
        assert "asked to hurry" in str(at.slack.people.seen("U0ZOE")["modals"][-1])
        at.slack.state.channels[CHANNEL].messages[note["ts"]] = note
        await at.slack.people.press("U0ADA", CHANNEL, note["ts"], "read_private")
        assert "hurry" not in str(at.slack.people.seen("U0ADA")["modals"])


async def test_words_without_a_name_are_shown_only_once_enough_people_have_answered(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        for number in range(2):
            at.slack.state.add_person(f"U0MORE{number}", f"More {number}")
            at.slack.state.channels[CHANNEL].members.add(f"U0MORE{number}")
        await begin(at, "summary")
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "private_question")
        await fill(at, "U0SAM", privacy="unattributed", text="The rota has nobody for nights.")
        for person in ("U0ADA", "U0ZOE"):
            await say(at, person, "Summary", "It failed from 14:05 to 14:45.")
        assert "rota" not in await report_text(at)
        await say(at, "U0MORE0", "Summary", "It failed from 14:05 to 14:45, too.")
        text = await report_text(at)
        assert "**Without a name**: The rota has nobody for nights." in text
        report = await report_of(at)
        assert "U0SAM" not in report.heard
        assert all(a.by != "U0SAM" for s in report.sections for q in s.questions for a in q.said)


async def test_an_answer_longer_than_a_form_can_hold_is_left_as_it_is(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        long = "From 14:05 on " + "it was down, " * 300
        await say(at, "U0SAM", "Summary", long)
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview form summary")
        assert "more than a form can hold" in str(at.slack.people.seen("U0SAM")["modals"][-1])
        assert await report_text(at)
        assert words(in_thread(at, "Summary")[0])
