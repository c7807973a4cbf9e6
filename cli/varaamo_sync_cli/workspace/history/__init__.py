"""What was counted before: entries, surveys, and how the goal stood."""
