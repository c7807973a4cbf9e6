"""Imports: rows become rooms and venues, which are compared with a catalogue."""
