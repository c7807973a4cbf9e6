"""Errors in words, and the names that were probably meant."""
