"""Postmortem Bot: the Slack bot that helps a team learn from incidents."""

__version__ = "0.1.0"
