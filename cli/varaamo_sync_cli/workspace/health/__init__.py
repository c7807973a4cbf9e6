"""What doctor looks at: one part of the set-up after the other."""
