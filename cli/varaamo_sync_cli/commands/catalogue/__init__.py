"""The catalogue itself: its files, its rules, its venues."""
