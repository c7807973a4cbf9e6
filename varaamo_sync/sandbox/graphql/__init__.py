"""The published schema bound to the sandbox's data and rules."""
