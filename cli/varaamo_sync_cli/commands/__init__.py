"""The commands: each parses, makes one library call, renders, and returns an exit code."""
