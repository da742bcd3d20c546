"""Clients of other services: one file each."""
