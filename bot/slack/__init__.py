"""Everything that knows Slack: what comes in, what goes out, how it looks."""
