"""Workbooks and files of translators, compared with a catalogue."""
