"""What can go wrong with a sandbox on purpose."""
