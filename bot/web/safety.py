"""What every page of ours is sent with, and how often one may ask."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

# No script at all, styles from us alone, and nobody may show our pages inside of theirs.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
PAGES_A_MINUTE, SIGN_INS_A_MINUTE = 240, 20


class Pace:
    """Counts requests by who asks."""

    def __init__(self, pages: int = PAGES_A_MINUTE, sign_ins: int = SIGN_INS_A_MINUTE) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._pages, self._sign_ins = RateLimitItemPerMinute(pages), RateLimitItemPerMinute(sign_ins)

    async def may_ask(self, who: str) -> bool:
        """Whether one more page is not too many."""
        return bool(await self._limiter.hit(self._pages, "page", who))

    async def may_sign_in(self, who: str) -> bool:
        """Whether one more try to sign in is not too many."""
        return bool(await self._limiter.hit(self._sign_ins, "sign_in", who))
