"""The catalogue folder: reading it, checking it, making a new one."""
