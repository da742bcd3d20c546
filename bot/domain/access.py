"""Who may see and do what: one table, asked by every reader and every command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.postmortem import Postmortem


class Deed(StrEnum):
    """What somebody wants to do with a postmortem."""

    SEE = "see"
    ANSWER = "answer"
    EDIT = "edit"
    CLOSE = "close"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. `channels` are those the person is known to be a member of; others may be missing. `everything`: whoever
    runs the bot, at the command line."""

    id: str
    channels: frozenset[str] = frozenset()
    everything: bool = False


OPERATOR = Reader("", everything=True)


def may(reader: Reader, deed: Deed, postmortem: Postmortem, channel_private: bool) -> bool:
    """Whether the reader may do the deed.

    | deed   | open postmortem in an open channel | private postmortem or channel   |
    |--------|------------------------------------|---------------------------------|
    | see    | everybody in the workspace         | members of the channel          |
    | answer | everybody in the workspace         | members of the channel          |
    | edit   | everybody in the workspace         | members of the channel          |
    | close  | everybody in the workspace         | members of the channel          |
    | cancel | the lead and who started it        | the same, if members            |
    """
    member = reader.everything or postmortem.channel in reader.channels
    hidden = postmortem.private or channel_private
    if hidden and not member:
        return False
    if deed is Deed.CANCEL:
        return reader.id in {postmortem.lead, postmortem.created_by}
    return True


def may_read(reader: Reader | None, channel: str, private: bool, home: str) -> bool:
    """Whether a line drawn from a channel may be shown to the reader, who may see the postmortem; None is everybody in the
    postmortem's own channel, `home`: what is posted there holds nothing that only some of them may read.

    | channel that feeds the postmortem | members of that channel | everybody else |
    |-----------------------------------|-------------------------|----------------|
    | the postmortem's own              | shown                   | shown          |
    | an open one                       | shown                   | shown          |
    | a private one                     | shown                   | not there      |

    What is not shown is left out before anything is derived from it: lines, milestones, figures, gaps.
    """
    if channel == home or not private:
        return True
    return reader is not None and (reader.everything or channel in reader.channels)
