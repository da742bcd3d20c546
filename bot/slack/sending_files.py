"""Files into somebody's direct message with the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.errors import SlackFailure
from bot.slack.blocks.parts import Block, section
from bot.slack.gateway import Gateway
from bot.store.outbox import Effect

# Tells a person: the effect, who, text, blocks.
Tell = Callable[[Effect, str, str, list[Block]], Awaitable[None]]
REFUSED = {"missing_scope", "not_allowed_token_type", "unknown_method", "file_uploads_disabled"}


async def send_files(
    gateway: Gateway, tell: Tell, effect: Effect, files: Sequence[tuple[str, bytes]], title: str, otherwise: str
) -> bool:
    """Send them, by name, to the person of the effect; where files may not be sent, `otherwise` is said instead. Whether
    they went; raises SlackFailure for what may go well later."""
    person = str(effect.payload["person"])
    try:
        await gateway.upload(await gateway.dm(person), files, title)
    except SlackFailure as failure:
        if failure.error not in REFUSED:
            raise
        await tell(effect, person, otherwise, [section(otherwise)])
        return False
    return True
