"""Hauki's REST API: what is sent, and how its answers are read; nothing of HTTP."""
