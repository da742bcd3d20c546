"""Reports sent to an address of your own, signed as in https://www.standardwebhooks.com.

The id of a delivery is the same whenever it is repeated, so that the receiver can pass a repetition by.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error
from hashlib import sha256

from bot.clock import Clock
from bot.exports.markdown import markdown_of
from bot.integrations.calling import Caller
from bot.integrations.pages import Outside, Page

PREFIX = "whsec_"


class Webhook:
    """One address, and the secret that both sides know."""

    key = "webhook"
    name = "Webhook"

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._caller, self._key, self._clock = Caller(url, {}), key_of(secret), clock

    async def check(self) -> bool:
        """False: an address that takes reports need not answer anything else."""
        return False

    async def find(self, page: Page) -> Outside | None:
        """None: the receiver knows by the id what it has."""

    async def create(self, page: Page) -> Outside:
        """Send it."""
        return await self.write(page.mark, page, anew=False)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Send the report as it is now. What the receiver answers as `url` is shown to people."""
        told = {"number": page.number, "title": page.title, "markdown": markdown_of(page.document), "report": page.data}
        body = json.dumps({"type": "postmortem.published", "data": {"id": page.mark, **told}}, ensure_ascii=False).encode()
        delivery = f"msg_{sha256(body).hexdigest()[:32]}"
        at = str(int(self._clock.now().timestamp()))
        headers = {
            "content-type": "application/json",
            "webhook-id": delivery,
            "webhook-timestamp": at,
            "webhook-signature": signature(self._key, delivery, at, body),
        }
        answer = await self._caller.call("POST", "", content=body, headers=headers, json=False)
        url = str(answer.get("url") or "") if isinstance(answer, dict) else ""
        return Outside(ref, url if url.startswith(("https://", "http://")) else "")


def key_of(secret: str) -> bytes:
    """The key that a secret stands for: base64 behind `whsec_`, else the secret itself."""
    if secret.startswith(PREFIX):
        try:
            return b64decode(secret.removeprefix(PREFIX), validate=True)
        except Error:
            return secret.encode()
    return secret.encode()


def signature(key: bytes, delivery: str, at: str, body: bytes) -> str:
    """What shows that it comes from us."""
    return "v1," + b64encode(hmac.new(key, f"{delivery}.{at}.".encode() + body, sha256).digest()).decode()
