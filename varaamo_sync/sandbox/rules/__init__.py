"""What the sandbox refuses and what it stores, as the server does."""
