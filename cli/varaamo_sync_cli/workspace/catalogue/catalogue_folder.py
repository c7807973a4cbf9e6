"""What is found in the folder of a catalogue, and what is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.catalogue_files import (
    CATALOGUE,
    REFERENCE,
    VENUES,
    Reading,
    read_catalogue,
    require_catalogue,
)
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.findings import Finding
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync_cli.console.gc_pause import paused_collector
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules

if TYPE_CHECKING:
    from varaamo_sync.snapshot import Reference, RemoteVenue
    from varaamo_sync.venue_register import VenueRegister


def read_folder(path: Path) -> Reading:
    """Read a catalogue folder, without the garbage collector, for a catalogue may be large.

    Raises:
        CatalogueNotFound: There is none.
    """
    with paused_collector():
        return read_catalogue(path)


def has_catalogue(path: Path) -> bool:
    """Tell whether a folder holds a catalogue, for a command that does without one.

    Only the current folder, which stands where none is named, may hold none.

    Raises:
        CatalogueNotFound: Another folder was named, and holds none.
    """
    if path == Path() and not (path / CATALOGUE).exists():
        return False
    require_catalogue(path)
    return True


def read_whole(path: Path) -> Catalogue:
    """Read a catalogue that is to be compared room by room.

    Raises:
        CatalogueNotFound: There is none.
        CatalogueInvalid: Something in it cannot be read: a room that is there but not
            understood would be taken for one that is new.
    """
    reading = read_folder(path)
    catalogue = reading.usable()
    demand_whole(reading)
    return catalogue


def demand_whole(reading: Reading) -> None:
    """Make sure that every room of the files could be read.

    Raises:
        CatalogueInvalid: Something could not.
    """
    if not reading.complete:
        first = reading.findings[0].position
        place = first and first.behind(reading.prefix)
        raise CatalogueInvalid("catalogue-unread-at", reading.findings, position=place)


def read_beside(path: Path) -> tuple[Reference | None, tuple[RemoteVenue, ...] | None]:
    """Return the reference data and venues that are kept beside a catalogue, if they are.

    Raises:
        CatalogueError: ``reference.json`` is there, but cannot be read.
    """
    file = path / REFERENCE
    if not (file.exists() or file.is_symlink()):
        return None, None
    from varaamo_sync.catalogue_files import read_reference  # few catalogues have it beside them

    return read_reference(file)


def read_register(path: Path) -> VenueRegister | None:
    """Return the venues of the service map that are kept beside a catalogue, if they are.

    Raises:
        CatalogueError: ``venues.json`` is there, but cannot be read.
    """
    file = path / VENUES
    if not (file.exists() or file.is_symlink()):
        return None
    from varaamo_sync.catalogue_files import read_venues  # as above

    return read_venues(file)


def all_findings(
    reading: Reading, found: Iterable[Finding], unit: ServiceUnit | None = None
) -> tuple[Finding, ...]:
    """Return what the reader of files found, then what the rules did, each with its place.

    Args:
        reading: The files.
        found: What the rules found.
        unit: Service unit that is looked at: what the reader found of others is left out.
    """
    by_rules = (*own_rules().broken, *found)
    return (
        *_of_files(reading, unit),
        *(replace(f, position=reading.locate(f.key, f.path)) for f in by_rules),
    )


def findings_anywhere(reading: Reading, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the same where nobody asks for places: to find them, files are read anew."""
    return (*_of_files(reading), *own_rules().broken, *found)


def _of_files(reading: Reading, unit: ServiceUnit | None = None) -> Iterator[Finding]:
    told = (*reading.findings, *reading.beside)
    return (f for f in told if unit is None or f.unit in (unit, None))
