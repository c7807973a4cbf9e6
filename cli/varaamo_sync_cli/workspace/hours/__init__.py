"""Opening hours: what the opening-hours system has of the rooms of a catalogue."""
