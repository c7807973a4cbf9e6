"""Deciding what of the booking system comes into the files of the catalogue."""

from varaamo_sync.sync.pulls.decisions import take_over
from varaamo_sync.sync.pulls.entries import CatalogueFiles
from varaamo_sync.sync.pulls.results import Left, LeftReason, TakenField, TakenRoom, Takeover

__all__ = [
    "CatalogueFiles",
    "Left",
    "LeftReason",
    "TakenField",
    "TakenRoom",
    "Takeover",
    "take_over",
]
