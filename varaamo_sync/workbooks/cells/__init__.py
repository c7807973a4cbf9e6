"""Cells: each read by what its column holds, or a problem that says why not."""
