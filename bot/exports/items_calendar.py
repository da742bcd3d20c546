"""Action items as an iCalendar feed (RFC 5545): one event of a whole day for each date, which blocks nobody's time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.item_list import Listed
from bot.domain.plain_text import calm, shorten
from bot.prompts import Prompts

EVERY, LONGEST = timedelta(hours=1), 200


def items_calendar(found: Iterable[Listed], host: str, link: str, say: Prompts) -> bytes:
    """The feed of items that have a date. `host` makes the ids of events unique, `link` leads to them on the web."""
    # It takes a fifth of a second to load.
    from icalendar import Calendar, Event  # noqa: PLC0415

    feed = Calendar()
    feed.add("prodid", "-//Postmortem Bot//Action items//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", say.say("calendar.name"))
    feed.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT1H")
    for one in found:
        if one.item.due is None:
            continue
        event = Event()
        event.add("uid", f"action-item-{one.item.number}@{host}")
        event.add("dtstamp", one.item.created_at)
        event.add("sequence", one.item.version)
        event.add("dtstart", one.item.due)
        event.add("dtend", one.item.due + timedelta(days=1))
        event.add("summary", shorten(calm(one.item.text), LONGEST))
        event.add(
            "description", say.say("calendar.about", number=one.item.number, postmortem=one.number, title=calm(one.title)).strip()
        )
        event.add("url", link)
        event.add("transp", "TRANSPARENT")
        feed.add_component(event)
    return bytes(feed.to_ical())
