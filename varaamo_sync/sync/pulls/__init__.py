"""Deciding what of the booking system comes into the files of the catalogue."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.pulls.decisions import take_over
    from varaamo_sync.sync.pulls.entries import CatalogueFiles
    from varaamo_sync.sync.pulls.plain import why_left
    from varaamo_sync.sync.pulls.results import Left, LeftReason, TakenField, TakenRoom, Takeover

_HOMES = {
    "decisions": "take_over",
    "entries": "CatalogueFiles",
    "plain": "why_left",
    "results": "Left LeftReason TakenField TakenRoom Takeover",
}
"""Where each name is at home."""

__all__ = [
    "CatalogueFiles",
    "Left",
    "LeftReason",
    "TakenField",
    "TakenRoom",
    "Takeover",
    "take_over",
    "why_left",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
