"""The command line of varaamo_sync."""
