"""Findings and rules, for people, for code hosts and for CI."""
