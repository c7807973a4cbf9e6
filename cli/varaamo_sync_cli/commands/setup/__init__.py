"""Commands on access, health and the sandbox."""
