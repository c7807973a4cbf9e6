"""Where local state is kept beside a catalogue."""

STATE_FOLDER = ".varaamo-sync"
"""Name of the folder; git ignores what is in it."""
