"""Workbooks that we make: the template, a catalogue, the sheet of translators."""
