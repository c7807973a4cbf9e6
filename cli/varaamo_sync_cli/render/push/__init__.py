"""What a push or a pull did, while it runs and afterwards."""
