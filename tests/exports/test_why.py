from bot.exports.why import why_words
from bot.prompts import load_prompts


def test_codes_become_words_each_once_and_unknown_ones_nothing() -> None:
    say = load_prompts()
    assert why_words(["pinned:2", "action", "action", "no_such_code"], say) == ("pinned by 2 people", "something was done")


def test_a_code_may_carry_what_it_is_about() -> None:
    assert why_words(["first_mention:the rollback"], load_prompts()) == ("first mention of the rollback",)


def test_words_of_people_stay_as_they_are() -> None:
    assert why_words(["first_mention:{0.__class__}"], load_prompts()) == ("first mention of {0.__class__}",)
