"""Everything that is known about the booking protocol, pure: request out, answer or error in."""
