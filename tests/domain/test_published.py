"""A report that was never written outside is known as one that is not there."""

from __future__ import annotations

from bot.domain.published import Published


def test_what_was_never_written_has_no_document_there_and_no_text_to_compare_with() -> None:
    never = Published("notion")
    assert (never.ref, never.digest, never.trouble) == ("", "", "")
