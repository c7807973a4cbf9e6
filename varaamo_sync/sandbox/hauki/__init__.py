"""A double of Hauki, the opening-hours system, quirks and all; nothing of HTTP."""
