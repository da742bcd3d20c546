from bot.domain.classify import EntryKind
from bot.domain.signals import OF_CLASS, OPENS_WITH, OVER
from bot.domain.timeline_weights import FIRST, KINDS, SECOND


def test_every_weight_belongs_to_a_signal_that_exists() -> None:
    named = {"opens_with_ing", *OF_CLASS.values(), *OPENS_WITH.values(), *OVER[-1]}
    written = {n for n in FIRST if n.startswith(("word_", "opens_with_", "over_"))}
    assert written <= named


def test_the_weights_say_what_people_would_expect() -> None:
    assert FIRST["word_personal"] < 0 < FIRST["pinned"]
    assert SECOND["first"] > 0
    assert SECOND["writer_beyond_usual"] > 0
    assert {EntryKind(kind) for kind in KINDS}
