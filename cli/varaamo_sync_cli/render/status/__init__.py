"""Counts, goal and history, as text, Markdown, CSV and JSON."""
