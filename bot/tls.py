"""Whom we trust when we call out."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that we trust, read once: a client that reads them for itself takes longer than most calls."""
    return httpx.create_ssl_context()
