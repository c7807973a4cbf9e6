"""Workbooks of other people, sent back with their problems marked."""
