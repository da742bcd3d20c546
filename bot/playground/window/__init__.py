"""The workspace in a browser: what one person sees, what they do, and the page that shows it."""
