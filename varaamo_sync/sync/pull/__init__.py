"""Deciding what of the booking system comes into the files of the catalogue."""

from varaamo_sync.sync.pull.decide import take_over
from varaamo_sync.sync.pull.entries import CatalogueFiles
from varaamo_sync.sync.pull.takeover import Left, LeftReason, TakenField, TakenRoom, Takeover

__all__ = [
    "CatalogueFiles",
    "Left",
    "LeftReason",
    "TakenField",
    "TakenRoom",
    "Takeover",
    "take_over",
]
