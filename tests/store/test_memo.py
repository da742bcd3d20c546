from bot.store.memo import MOST, Deriving, Memo


def test_what_was_derived_is_known_for_as_long_as_its_revision_is_the_same() -> None:
    memo = Memo()
    memo.put("draft", 1, "first")
    assert memo.get("draft", 1) == "first"
    assert memo.get("draft", 2) is None
    memo.put("draft", 2, "second")
    assert memo.get("draft", 1) is None


def test_the_newest_are_kept_and_the_one_that_nobody_asked_for_goes() -> None:
    memo = Memo()
    for number in range(MOST):
        memo.put(number, 1, number)
    assert memo.get(0, 1) == 0
    memo.put("one more", 1, "x")
    assert memo.get(1, 1) is None
    assert memo.get(0, 1) == 0


def test_what_is_not_committed_is_shared_with_nobody() -> None:
    memo = Memo()
    rolled_back, committed = Deriving(memo), Deriving(memo)
    rolled_back.put("draft", 2, "never happened", writes=1)
    committed.put("draft", 2, "happened", writes=1)
    committed.share(writes=1)
    assert memo.get("draft", 2) == "happened"


def test_what_was_written_after_the_derivation_makes_it_worthless() -> None:
    memo = Memo()
    deriving = Deriving(memo)
    deriving.put("draft", 2, "before the last write", writes=1)
    deriving.share(writes=2)
    assert memo.get("draft", 2) is None
