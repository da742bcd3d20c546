"""What the bot does in Slack by itself: the card in its place, the report, and who hears of what failed."""

from __future__ import annotations

from bot.playground.server import Fault
from tests.journeys.stage import CHANNEL, stage


async def test_the_card_is_posted_once_pinned_and_from_then_on_changed_in_its_place(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> in two weeks")
        await at.quiet()
        cards = [m for m in at.from_bot() if m["text"].startswith("Postmortem 1")]
        assert len(cards) == 1
        assert "1 open" in str(cards[0]["blocks"])
        assert at.slack.state.channels[CHANNEL].pins == [cards[0]["ts"]]


async def test_a_card_that_was_deleted_by_hand_comes_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        card = at.card()
        assert card is not None
        at.slack.people.delete(CHANNEL, card["ts"])
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on lag <@U0SAM> in two weeks")
        await at.quiet()
        again = at.card()
        assert again is not None
        assert again["ts"] != card["ts"]


async def test_without_the_right_to_pin_the_card_stands_all_the_same(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes -= {"pins:write"}
        await at.start()
        assert at.card() is not None
        assert at.slack.state.channels[CHANNEL].pins == []


async def test_a_report_whose_second_half_failed_is_not_begun_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.faults.append(Fault("chat.postMessage", "lost_answer", 2))
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        assert len([m for m in at.from_bot() if "The report of postmortem" in m["text"] and not m.get("thread_ts")]) == 1


async def test_the_home_page_shows_what_somebody_leads(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.people.open_home("U0ADA")
        await at.quiet()
        assert "Checkout is down" in str(at.slack.state.homes["U0ADA"]["blocks"])
        at.slack.people.open_home("U0ZOE")
        await at.quiet()
        assert "Checkout is down" not in str(at.slack.state.homes["U0ZOE"]["blocks"])


async def test_the_home_page_is_drawn_each_time_it_is_opened(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.open_home("U0ADA")
        await at.quiet()
        assert "Checkout is down" not in str(at.slack.state.homes["U0ADA"]["blocks"])
        await at.start()
        at.slack.people.open_home("U0ADA")
        await at.quiet()
        assert "Checkout is down" in str(at.slack.state.homes["U0ADA"]["blocks"])


async def test_a_kind_that_nobody_knows_holds_up_nothing_else(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        async with at.app.store.work("T0PLAY") as work:
            await work.outbox.add("elsewhere", "no_such_kind", "d1", {}, at.clock.now())
        await at.app.store.take_over()
        card = {"title": "Checkout is down"}
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", f"start {card['title']}")
        modal = at.slack.people.seen("U0ADA")["modals"][-1]
        assert not await at.slack.people.submit("U0ADA", modal["id"], {})
        await at.until(at.card)
        assert await at.app.wrong() == {}
