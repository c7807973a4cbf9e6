"""Catalogue files become the model: rooms, what the files state around them, findings."""
