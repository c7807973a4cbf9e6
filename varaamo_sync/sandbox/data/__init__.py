"""What the sandbox stores: tables, the seed, and what follows from a room's times."""
