"""Workbooks of Excel: their parts, what their sheets hold beside values, and the whole."""
