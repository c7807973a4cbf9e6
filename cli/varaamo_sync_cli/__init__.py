"""The command line of varaamo_sync."""

__version__ = "0.1.0"
"""The version of the package; to look it up in the package's metadata takes as long as click."""
