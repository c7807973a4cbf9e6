"""Cells that hold opening hours: ``arkisin 8–16``, ``ma–to 9–20, pe 9–18``, ``24/7``."""
