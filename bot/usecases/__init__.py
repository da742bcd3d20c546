"""What people do: one transaction in, the domain asked, the outbox filled. Knows neither Slack's shapes nor SQL."""
