"""Structured logs: constant event names with facts as fields. Only fields named here get through, so that no
secret and no message text reaches a log by accident."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    [
        "event",
        "level",
        "timestamp",
        "error",
        "reference",
        "team",
        "channel",
        "request",
        "listener",
        "event_id",
        "event_type",
        "effect",
        "delivery",
        "lane",
        "tries",
        "job",
        "count",
        "port",
        "transport",
        "version",
        "url_scheme",
        "where",
    ]
)


def set_up_logs(level: str, form: str) -> None:
    """Log to standard error in the wanted form ("json" or "console")."""
    renderer: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where_it_broke,
            only_allowed,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping().get(level.upper(), logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Libraries may put payloads into their messages: only their warnings' existence is of use to us.
    logging.basicConfig(level=logging.CRITICAL)


def only_allowed(_logger: object, _name: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list."""
    return {key: value for key, value in facts.items() if key in ALLOWED}


def _where_it_broke(_logger: object, _name: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """For an exception: files and lines, never its text, which may hold what somebody wrote."""
    if facts.pop("exc_info", None):
        frames = traceback.extract_tb(sys.exc_info()[2])
        facts["where"] = " < ".join(f"{f.filename.rsplit('/', 2)[-1]}:{f.lineno}" for f in reversed(frames[-6:]))
    return facts
