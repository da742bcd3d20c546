"""Follow-ups: at most one to each person and question, chosen by what they said, through the front door."""

from __future__ import annotations

from tests.journeys.interviewing import begin, buttons, in_thread, press, report_of, report_text, say, words
from tests.journeys.stage import stage


async def test_a_complete_answer_gets_no_follow_up_and_nobody_gets_two(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "Checkout was down from 14:05 to 14:45.")
        assert len(in_thread(at, "Summary")) == 1
        await say(at, "U0SAM", "Summary", "Payments were broken.")
        await say(at, "U0SAM", "Summary", "I could not say when.")
        await say(at, "U0SAM", "Summary", "And the shop was slow.")
        assert len(in_thread(at, "Summary")) == 2


async def test_two_people_may_each_get_their_own(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "Payments were broken.")
        await say(at, "U0ZOE", "Summary", "Nobody could pay.")
        asked = [words(m).split()[0] for m in in_thread(at, "Summary")[1:]]
        assert asked == ["<@U0SAM>", "<@U0ZOE>"]


async def test_a_follow_up_lapses_when_the_thread_moves_on_and_the_next_words_answer_the_new_question(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "history", "resolution")
        await say(at, "U0SAM", "Resolution and recovery", "We decided to fail over.")
        question, follow_up = in_thread(at, "Resolution and recovery")
        assert "What led to that decision?" in words(follow_up)
        await press(at, "U0ADA", question, "next_question")
        assert buttons(in_thread(at, "Resolution and recovery")[1]) == []
        await say(at, "U0SAM", "Resolution and recovery", "Temporary: failover is off, until 15 December.")
        (fix,) = (await report_of(at)).fixes
        assert fix.temporary
        assert (fix.until.month, fix.until.day) == (12, 15) if fix.until else False
        assert "Temporary: failover is off" in (await report_text(at)).replace("\\", "")
