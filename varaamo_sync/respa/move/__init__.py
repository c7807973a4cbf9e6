"""Respa's JSON and what it means in a catalogue, as pure functions."""
