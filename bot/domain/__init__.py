"""What the product is about: plain functions and dataclasses. No I/O, no clock, no Slack, no SQL."""
