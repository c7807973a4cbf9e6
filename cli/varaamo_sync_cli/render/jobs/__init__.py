"""Schedules and runs, as text and as JSON."""
