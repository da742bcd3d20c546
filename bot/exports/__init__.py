"""The report tree as the forms that people read. Pure functions of data."""
