"""YAML and JSON as text: plain values, and where each of them stands."""
