"""Setting up and trying out: sessions, health, sandbox, demo."""
