"""What can go wrong in a way that somebody can do something about.

Every error carries the key of a message under `prompts/messages/` and its arguments; the text is
put together where it is shown. Anything else that is raised is a bug: logged once, answered calmly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class UserError(Exception):
    """The person who asked can mend this. `key` names the text that says how, `details` fill it in."""

    def __init__(self, key: str, **details: str) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


class NotFound(UserError):
    """What was named does not exist, or the reader may not know that it does."""


class NotAllowed(UserError):
    """The person may not do this."""


class BadInput(UserError):
    """What was typed cannot be understood. `field` names the input of a form, empty for a command."""

    def __init__(self, key: str, field: str = "", **details: str) -> None:
        super().__init__(key, **details)
        self.field = field


class Overtaken(UserError):
    """Somebody else (`details["by"]`) changed the same thing in the meantime: look at both, then say it again."""


class StoreUnavailable(Exception):
    """The database did not do what it was asked; nothing of the transaction is stored."""


class ConfigError(Exception):
    """A setting or a prompt file is wrong; the text says which, where, and what to do."""


class NotNow(Exception):
    """What was to happen may happen from a later moment on (aware UTC): somebody's night, say."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass
class CallFailure(Exception):
    """A call to another service did not go through. `wait`: in so many seconds it may be tried again, where the service
    or we know that; `permanent`: trying again is useless; `needed`: the permission that lacks."""

    error: str
    permanent: bool = False
    wait: float | None = None
    needed: str = ""


class SlackFailure(CallFailure):
    """Slack did not do it."""


class ServiceFailure(CallFailure):
    """Another service that is connected (an issue tracker, a place for documents) did not do it."""
