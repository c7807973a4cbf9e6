"""Respa, the booking system before Varaamo: its rooms, read and carried over into a catalogue."""

from varaamo_sync.respa.address import respa_parts
from varaamo_sync.respa.client import RespaClient
from varaamo_sync.respa.exchanges import RespaExchanges
from varaamo_sync.respa.move.mapping import carry_over
from varaamo_sync.respa.move.pages import Page, Record, read_page
from varaamo_sync.respa.move.pictures import Picture
from varaamo_sync.respa.move.values import (
    KEPT,
    Asked,
    CarriedRoom,
    CarriedVenue,
    Kept,
    Oddity,
    Taken,
)
from varaamo_sync.respa.move.venues import venue_of

__all__ = [
    "KEPT",
    "Asked",
    "CarriedRoom",
    "CarriedVenue",
    "Kept",
    "Oddity",
    "Page",
    "Picture",
    "Record",
    "RespaClient",
    "RespaExchanges",
    "Taken",
    "carry_over",
    "read_page",
    "respa_parts",
    "venue_of",
]
