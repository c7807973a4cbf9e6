"""Syncs of many catalogues: what is on the schedule, and workers that do it."""
