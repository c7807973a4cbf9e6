"""How long texts may be, in characters as the server keeps them: after HTML escaping."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST: Mapping[str, int] = {
    "name": 255,
    "description": 8000,
    "pricing.material": 1000,
    "instructions.pending": 8000,
    "instructions.confirmed": 8000,
    "instructions.cancelled": 8000,
    "instructions.applicants": 4000,
    "contact": 1000,
    "search_terms": 255,
}
"""Most characters of a text of a room, by its field (facts, section 4b)."""
