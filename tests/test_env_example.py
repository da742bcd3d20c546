from pathlib import Path

from bot.env_example import env_example


def test_the_example_in_the_repository_is_that_of_the_settings() -> None:
    assert Path(".env.example").read_text(encoding="utf-8") == env_example()
