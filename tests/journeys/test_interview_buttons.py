"""The buttons under a question, through the front door."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.interviewing import begin, buttons, in_thread, press, report_of, report_text, say, words
from tests.journeys.stage import CHANNEL, Stage, stage


async def happened(at: Stage) -> None:
    """An incident that tells when it began and ended."""
    began = at.clock.now() - timedelta(minutes=3)
    for person, text in (
        ("U0SAM", f"checkout is down, it started at {began:%H:%M} UTC"),
        ("U0ADA", "rolling back the deploy of payments"),
        ("U0SAM", "40 customers could not pay, support has 31 tickets"),
        ("U0ADA", "incident is resolved, all clear"),
    ):
        at.slack.people.say(person, CHANNEL, text)
    await at.quiet()


async def test_the_first_who_does_not_know_leaves_the_question_open_for_later_and_the_thread_goes_on(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "resolution")
        first = in_thread(at, "Resolution and recovery")[0]
        await press(at, "U0ADA", first, "unknown_question")
        first, second = in_thread(at, "Resolution and recovery")
        assert buttons(first) == []
        assert "next_question" in buttons(second)


async def test_a_stale_press_explains_itself(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "resolution")
        old = in_thread(at, "Resolution and recovery")[0]
        await press(at, "U0ADA", old, "next_question")
        at.slack.state.channels[CHANNEL].messages[old["ts"]] = old  # somebody's screen still shows it
        await press(at, "U0SAM", old, "next_question")
        assert "moved on" in at.only("U0SAM")[-1]["text"]
        assert len(in_thread(at, "Resolution and recovery")) == 2


async def test_what_the_chat_told_is_shown_to_be_confirmed_and_not_asked(database_url: str) -> None:
    async with stage(database_url) as at:
        await happened(at)
        await begin(at, "timeline")
        (asked,) = in_thread(at, "Timeline")
        assert "This I know already" in words(asked)
        assert "Started" in words(asked)
        assert words(asked).count("?") == 1
        await press(at, "U0ADA", asked, "known_right")
        report = await report_of(at)
        (first_sign,) = next(s for s in report.sections if s.id == "timeline").questions
        assert [(a.by, a.confirms) for a in first_sign.said] == [("U0ADA", True)]
        assert "Started" in first_sign.said[0].text


async def test_not_quite_asks_the_one_who_pressed_what_was_different(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await happened(at)
        await begin(at, "timeline")
        await press(at, "U0SAM", in_thread(at, "Timeline")[0], "known_differs")
        follow_up = in_thread(at, "Timeline")[-1]
        assert "<@U0SAM> What was different" in words(follow_up)
        await say(at, "U0ADA", "Timeline", "I saw it first on the graph at 14:03.")
        await say(at, "U0SAM", "Timeline", "It began at 13:50, the alert was late.")
        assert buttons(in_thread(at, "Timeline")[1]) == []
        text = await report_text(at)
        assert "It began at 13:50" in text
        assert "graph at 14:03" in text


async def test_a_question_to_one_person_is_not_for_another_to_press(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "Checkout was down.")
        follow_up = in_thread(at, "Summary")[-1]
        await press(at, "U0ADA", follow_up, "skip_question")
        assert "for <@U0SAM>" in at.only("U0ADA")[-1]["text"]
        assert "skip_question" in buttons(in_thread(at, "Summary")[-1])
