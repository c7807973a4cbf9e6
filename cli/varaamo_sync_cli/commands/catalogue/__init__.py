"""Commands on a catalogue alone: no booking system is asked, but for its reference data."""
