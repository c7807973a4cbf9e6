"""Slides drawn with python-pptx."""
