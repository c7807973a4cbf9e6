"""What is remembered between pushes, as values."""
