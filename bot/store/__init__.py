"""What is remembered, in SQLite or PostgreSQL. The only place with SQL."""
