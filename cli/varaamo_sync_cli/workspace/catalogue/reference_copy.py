"""Keeps what a booking system knows beside a catalogue, for checks without network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from varaamo_sync.booking import ReadReference, ReadUser, ReadVenues
from varaamo_sync.catalogue_files import REFERENCE, write_reference
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder


@dataclass(frozen=True, slots=True)
class ReferenceCopy:
    """What was kept.

    Attributes:
        file: Where.
        origin: Which booking system it is of.
        counts: How many there are of each kind; ``None`` of what only a login shows.
    """

    file: Path
    origin: str
    counts: Mapping[str, int | None]


def keep_reference(choice: Choice, folder: Path, file: Path | None = None) -> ReferenceCopy:
    """Read types, purposes, equipment, terms, VAT and venues, and write them into a file.

    Args:
        choice: Which booking system.
        folder: The catalogue's folder.
        file: The file; by default the one beside the catalogue, where checks look.

    Raises:
        BookingError: The booking system could not be read.
    """
    catalogue = read_folder(folder).usable()
    with booking_api(choice, catalogue, folder, Use.ASK) as api:
        logged_in = api.execute(ReadUser()) is not None
        reference = api.execute(ReadReference(logged_in=logged_in))
        venues = api.execute(ReadVenues())
        origin = api.origin
    file = file or folder / REFERENCE
    write_reference(file, reference, venues, origin=origin, taken=now().date())
    rules = reference.cancellation_rules
    counts = {
        "types": len(reference.types),
        "purposes": len(reference.purposes),
        "equipment": len(reference.equipment),
        "terms": len(reference.terms),
        "cancellation_rules": None if rules is None else len(rules),
        "taxes": len(reference.taxes),
        "venues": len(venues),
    }
    return ReferenceCopy(file, origin, counts)
