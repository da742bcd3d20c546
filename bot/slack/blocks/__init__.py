"""Data → Block Kit. Pure functions; the words come from `prompts/`."""
