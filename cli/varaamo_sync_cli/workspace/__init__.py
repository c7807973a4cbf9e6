"""What commands work with: a catalogue's folder, a booking system, and what is remembered."""
