from datetime import timedelta

from bot.domain.first_look import FirstLook
from bot.domain.message import Message
from bot.domain.signals import Signals
from bot.domain.surroundings import chances, surroundings


def look(messages: list[Message], scores: list[float], own: list[Signals] | None = None) -> FirstLook:
    return FirstLook(messages, own or [{} for _ in messages], scores)


def channel(*told: tuple[str, str], apart: int = 30) -> list[Message]:
    return [Message("C1", f"{1700000000 + i * apart}.000000", who, text) for i, (who, text) in enumerate(told)]


def test_a_writer_of_much_that_matters_lends_weight_to_what_they_say_next() -> None:
    said = channel(*[("U1", f"step {n}") for n in range(6)], ("U1", "fine"), ("U2", "fine"))
    found = surroundings(look(said, [3.0] * 6 + [0.0, 0.0])).found
    assert found[6]["writer"] > found[7]["writer"]
    assert "writer_at_work" in found[6]
    assert "writer_at_work" not in found[7]


def test_words_that_the_channel_comes_back_to_are_its_topic_and_who_brings_them_first_is_seen() -> None:
    said = channel(
        ("U1", "resolver answers nothing"), ("U2", "my sandwich is cold"), ("U3", "resolver restarted"), ("U2", "sandwich again")
    )
    around = surroundings(look(said, [2.0, -3.0, 2.0, -3.0]))
    found = around.found
    assert around.brings == ["resolver", "sandwich", "", ""]
    assert found[2]["topic"] > found[3]["topic"]
    assert found[0]["brings_words"] > 0
    assert not found[2].get("brings_words")


def test_a_yes_counts_where_somebody_had_asked() -> None:
    said = channel(("U1", "shall we drain the node?"), ("U2", "do it"))
    found = surroundings(look(said, [1.0, -2.0])).found
    assert found[1]["says_yes_to_it"] > 0
    assert found[0]["is_agreed"]
    much_later = channel(("U1", "shall we drain the node?"), ("U2", "do it"), apart=4000)
    later = surroundings(look(much_later, [1.0, -2.0])).found
    assert "says_yes_to_it" not in later[1]


def test_a_reply_stands_in_the_thread_of_what_matters() -> None:
    root = Message("C1", "1700000000.000000", "U1", "the cause is the cache")
    reply = Message("C1", "1700000030.000000", "U2", "which one", thread_ts=root.ts)
    assert surroundings(look([root, reply], [3.0, 0.0])).found[1]["thread_of_what_matters"] > 0.9


def test_chances_lie_between_nothing_and_certainty() -> None:
    assert chances([-1000, 0, 1000]) == [chances([-30])[0], 0.5, chances([30])[0]]


def test_what_lies_outside_of_the_incident_says_so() -> None:
    said = channel(("U1", "morning"), ("U1", "errors"), ("U1", "cake"), apart=3600)
    early, inside, late = surroundings(look(said, [0, 0, 0]), said[1].at, said[1].at + timedelta(minutes=5)).found
    assert "before" in early
    assert "after" in late
    assert not {"before", "after"} & inside.keys()


def test_an_alert_after_a_while_without_any_is_news() -> None:
    said = channel(("B1", "Triggered: lag"), ("B1", "Triggered: load"), ("B1", "Triggered: down"), apart=900)
    said[2] = Message("C1", f"{1700000000 + 9000}.000000", "B1", "Triggered: down")
    found = surroundings(look(said, [0, 0, 0], [{"alert_opens": 1.0}] * 3)).found
    assert ["alert_is_news" in one for one in found] == [True, False, True]


def test_half_a_sentence_of_somebody_at_work_is_told_apart() -> None:
    said = channel(*[("U1", f"step {n}") for n in range(5)], ("U1", "30 %"), ("U2", "30 %"))
    found = surroundings(look(said, [3.0] * 5 + [0.0, 0.0], [{"figures": 0.3}] * 7)).found
    assert "at_work_figures" in found[5]
    assert "at_work_figures" not in found[6]
