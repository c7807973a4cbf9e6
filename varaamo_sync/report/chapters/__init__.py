"""Chapters of a report: one for each goal, whose sections are those of the city's own slides."""
