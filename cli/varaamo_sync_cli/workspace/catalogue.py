"""A catalogue from a folder, together with everything that was found in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.catalogue_files.reference_file import REFERENCE, read_reference
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.messages import text
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.rules import check
from varaamo_sync.rules.themes.bounds import MOST_DAYS_AHEAD
from varaamo_sync.snapshot import Reference, RemoteVenue, Snapshot
from varaamo_sync_cli.console.language import spoken
from varaamo_sync_cli.console.notes import note
from varaamo_sync_cli.words.common import line

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalogue that was read and checked.

    Attributes:
        findings: Findings of the files and of the rules, in that order, with positions.
    """

    reading: Reading
    catalogue: Catalogue
    findings: tuple[Finding, ...]

    def errors(self, *levels: Level) -> dict[str, tuple[str, ...]]:
        """Return the rules that are broken as errors at some levels, by room key."""
        broken: dict[str, tuple[str, ...]] = {}
        for finding in self.findings:
            if finding.key and finding.severity is Severity.ERROR and finding.level in levels:
                broken[finding.key] = (*broken.get(finding.key, ()), finding.rule)
        return broken


def read(path: Path) -> tuple[Reading, Catalogue]:
    """Read a catalogue folder.

    Raises:
        CatalogueNotFound: There is none.
        CatalogueInvalid: ``catalogue.yaml`` cannot be used.
    """
    reading = read_catalogue(path)
    return reading, reading.usable()


def readable(path: Path) -> Catalogue:
    """Read a catalogue that is to be compared room by room.

    Raises:
        CatalogueNotFound: There is none.
        CatalogueInvalid: Something in it cannot be read: a room that is there but not
            understood would be taken for one that is new.
    """
    reading, catalogue = read(path)
    demand_whole(reading)
    return catalogue


def demand_whole(reading: Reading) -> None:
    """Make sure that every room of the files could be read.

    Raises:
        CatalogueInvalid: Something could not.
    """
    if not reading.complete:
        place = reading.findings[0].position
        raise CatalogueInvalid(f"Not all of the catalogue can be read ({place}).", reading.findings)


def tell_unread(reading: Reading) -> None:
    """Say on stderr what of the files could not be read: what is shown is not all."""
    lang = spoken()
    for finding in reading.findings[:_MOST_TOLD]:
        said = text(finding.rule, "message", lang, finding.params)
        click.echo(f"{finding.position}: {said} [{finding.rule}]", err=True)
    if reading.findings:
        click.echo(line("unread", lang, count=len(reading.findings)), err=True)


def tell_broken(snapshot: Snapshot) -> None:
    """Say on stderr which rooms the booking system stumbles over, and how that is mended."""
    lang = spoken()
    for room in snapshot.broken:
        what = {"room": room.name or "?", "pk": room.pk, "said": room.opening_fault}
        click.echo(line("opening_breaks", lang, **what), err=True)
        found = [
            (path, value)
            for path in ("booking.window.min_days", "booking.window.max_days")
            if isinstance(value := room.values.get(path), int) and value > MOST_DAYS_AHEAD
        ]
        why = [line("opening_breaks_by", lang, field=path, value=value) for path, value in found]
        for fix in why or [line("opening_breaks_unknown", lang)]:
            click.echo(f"  {line('fix', lang)}: {fix}", err=True)


def tell_unsettled(keys: Iterable[str]) -> None:
    """Say which rooms a killed push left open: what is shown of them may be half of it."""
    if rooms := ", ".join(dict.fromkeys(keys)):
        note(line("unsettled", spoken(), rooms=rooms))


def beside(path: Path) -> tuple[Reference | None, tuple[RemoteVenue, ...] | None]:
    """Return the reference data and venues that are kept beside a catalogue, if they are.

    Raises:
        CatalogueError: ``reference.json`` is there, but cannot be read.
    """
    file = path / REFERENCE
    return read_reference(file) if file.exists() or file.is_symlink() else (None, None)


def checked(
    reading: Reading,
    catalogue: Catalogue,
    *,
    now: datetime,
    reference: Reference | None = None,
    venues: Sequence[RemoteVenue] | None = None,
    level: Level = Level.QUALITY,
    unit: ServiceUnit | None = None,
    existing: Collection[str] | None = None,
) -> Loaded:
    """Check a catalogue, and put a position to each finding; see ``readiness.check``.

    Of what the reader found, too, ``unit`` leaves out what is another service unit's.
    """
    found = check(
        catalogue,
        now=now,
        reference=reference,
        venues=venues,
        level=level,
        unit=unit,
        existing=existing,
    )
    of_files = (f for f in reading.findings if unit is None or f.unit in (unit, None))
    return Loaded(reading, catalogue, (*of_files, *placed(reading, found)))


def placed(reading: Reading, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put a position to each finding of the rules."""
    return tuple(
        replace(finding, position=reading.locate(finding.key, finding.path)) for finding in findings
    )


def checked_against(
    reading: Reading, catalogue: Catalogue, snapshot: Snapshot, *, now: datetime
) -> Loaded:
    """Check a catalogue against what a survey saw; see ``sync.check_against``."""
    from varaamo_sync.sync import check_against

    found = check_against(catalogue, snapshot, now=now)
    return Loaded(reading, catalogue, (*reading.findings, *placed(reading, found)))
