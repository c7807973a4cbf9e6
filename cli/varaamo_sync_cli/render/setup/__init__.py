"""What doctor and conformance found."""
