"""A local workspace that speaks Slack's interfaces, to try the bot and to test it. Knows nothing of the product."""
