"""The bot is killed at random moments of a journey; what people see in the end is as without."""
