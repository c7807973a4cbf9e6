"""Doors for text that leaves, one for each medium: what is text there stays text."""
