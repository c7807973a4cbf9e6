"""Commands for opening hours."""
