"""Prints `.env.example` from the settings: `python -m bot.env_example > .env.example`."""

from __future__ import annotations

from pydantic import SecretStr

from bot.settings import Settings


def env_example() -> str:
    """Every setting with its description and default, as a commented file."""
    parts = []
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default is None or isinstance(default, SecretStr) else default
        parts.append(f"# {field.description}\n{'' if shown == '' else '# '}{name.upper()}={shown}")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    print(env_example(), end="")  # noqa: T201 - this is its purpose
