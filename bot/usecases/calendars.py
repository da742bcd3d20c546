"""Somebody's open action items as a calendar that other programs follow, at an address that nobody can guess.

The address is signed and holds a serial: a new serial makes the old address void, and the database alone gives none away.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import date
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer

from bot.domain.access import Reader
from bot.domain.item_list import ItemFilters, Listed
from bot.errors import NotFound
from bot.store.work import Work
from bot.usecases import item_lists, signing_in

MOST = 500


class Addresses:
    """Makes and reads what stands in an address. `secret` is known to nobody else; another one makes all addresses void."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(hmac.new(secret.encode(), b"calendars", sha256).hexdigest(), salt="calendar")

    def make(self, team: str, person: str, serial: str) -> str:
        """What stands in the address."""
        return str(self._signer.dumps([team, person, serial]))

    def read(self, token: str) -> tuple[str, str, str]:
        """Workspace, person and serial; raises NotFound where it is none of ours."""
        try:
            team, person, serial = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError) as error:
            raise NotFound("web.not_here") from error
        return str(team), str(person), str(serial)


async def address_of(work: Work, addresses: Addresses, person: str, *, anew: bool = False) -> str:
    """What stands in somebody's address: as before, or another one from now on."""
    serial = "" if anew else await work.calendars.serial(person)
    if not serial:
        serial = secrets.token_urlsafe(24)
        await work.calendars.put(person, serial)
    return addresses.make(work.team, person, serial)


async def end(work: Work, person: str) -> None:
    """Nobody reads it any more."""
    await work.calendars.put(person, "")


async def items_at(work: Work, person: str, serial: str, today: date) -> tuple[Listed, ...]:
    """The open items with a date of whom the address belongs to; raises NotFound where it is void, NotAllowed for who left."""
    if not serial or not hmac.compare_digest(serial, await work.calendars.serial(person)):
        raise NotFound("web.not_here")
    await signing_in.admit(work, person)
    wanted = ItemFilters(unfinished=True, owner=person)
    found = (await item_lists.browse(work, Reader(person), wanted, today, 1, MOST)).found
    return tuple(one for one in found if one.item.due is not None)
