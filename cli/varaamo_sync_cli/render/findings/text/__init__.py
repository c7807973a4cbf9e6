"""Findings for a person: how it stands, folded, or each with the line that it stands on."""
