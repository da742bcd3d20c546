"""Which postmortems are drawn from a channel: its own, and those that it feeds."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import feeds, postmortems

TEAM, CHANNEL = sa.bindparam("team", type_=sa.String()), sa.bindparam("channel", type_=sa.String())
# Put together once, as every transaction that takes something in asks for it, with a team and a channel.
DRAWN_FROM = sa.union(
    sa.select(postmortems.c.id).where(postmortems.c.team == TEAM, postmortems.c.channel == CHANNEL),
    sa.select(feeds.c.postmortem).where(feeds.c.team == TEAM, feeds.c.channel == CHANNEL),
)
