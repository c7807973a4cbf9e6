"""The file ``reference.json``: reference data and venues of a booking system, for offline use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from varaamo_sync.catalogue_files.faults import Unreadable
from varaamo_sync.catalogue_files.sources import load
from varaamo_sync.catalogue_files.whole import write_whole
from varaamo_sync.errors import CatalogueError
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import Named, Reference, RemoteVenue, TaxRate
from varaamo_sync.words import text

REFERENCE = "reference.json"
FORMAT = 1

_MOST_BYTES = 20_000_000

_Pk = Annotated[int, Field(strict=True)]
_Words = Annotated[str, Field(strict=True)]
_Names = dict[Lang, _Words]
_Value = Annotated[str, Field(strict=True, pattern=r"^\d+(\.\d+)?$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _NamedRow(_Row):
    pk: _Pk | _Words
    name: _Names
    kind: _Words = ""


class _TaxRow(_Row):
    pk: _Pk
    value: _Value
    enabled: Annotated[bool, Field(strict=True)]


class _VenueRow(_Row):
    pk: _Pk
    tprek: _Words | None
    name: _Names


class _File(_Row):
    format: Literal[1]
    origin: _Words
    taken: date
    types: tuple[_NamedRow, ...]
    purposes: tuple[_NamedRow, ...]
    equipment: tuple[_NamedRow, ...]
    terms: tuple[_NamedRow, ...]
    cancellation_rules: tuple[_NamedRow, ...] | None
    taxes: tuple[_TaxRow, ...]
    venues: tuple[_VenueRow, ...]


def read_reference(path: Path | str) -> tuple[Reference, tuple[RemoteVenue, ...]]:
    """Read reference data and venues from a file.

    Raises:
        CatalogueError: The file cannot be read, or is not what ``write_reference`` writes.
    """
    path = Path(path)
    try:
        data = load(path.parent, path, _MOST_BYTES).read()
    except Unreadable as unreadable:
        fault = unreadable.fault
        reason = text(fault.rule, "message", "en", fault.params)
        raise CatalogueError("reference-unreadable", file=path, reason=reason) from unreadable
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise CatalogueError(
            "reference-misfit", file=path, where=where, reason=first["msg"]
        ) from error
    rules = file.cancellation_rules
    reference = Reference(
        types=_named(file.types),
        purposes=_named(file.purposes),
        equipment=_named(file.equipment),
        terms=_named(file.terms),
        cancellation_rules=None if rules is None else _named(rules),
        taxes=tuple(TaxRate(row.pk, Decimal(row.value), row.enabled) for row in file.taxes),
    )
    venues = tuple(RemoteVenue(row.pk, row.tprek, row.name) for row in file.venues)
    return reference, venues


def write_reference(
    path: Path | str,
    reference: Reference,
    venues: Iterable[RemoteVenue],
    *,
    origin: str,
    taken: date,
) -> None:
    """Write reference data and venues to a file, as ``read_reference`` reads it.

    Args:
        path: The file; it is replaced as a whole.
        reference: Reference data.
        venues: Venues.
        origin: Origin of the booking system that they were read from.
        taken: The day on which they were read.

    Raises:
        UsageError: The file cannot be written.
        OutputUnwritable: The disk is full.
    """
    rules = reference.cancellation_rules
    data = {
        "format": FORMAT,
        "origin": origin,
        "taken": taken.isoformat(),
        "types": _rows(reference.types),
        "purposes": _rows(reference.purposes),
        "equipment": _rows(reference.equipment),
        "terms": _rows(reference.terms),
        "cancellation_rules": None if rules is None else _rows(rules),
        "taxes": [
            {"pk": rate.pk, "value": str(rate.value), "enabled": rate.enabled}
            for rate in reference.taxes
        ],
        "venues": [
            {"pk": venue.pk, "tprek": venue.tprek, "name": _name(venue.name)} for venue in venues
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    write_whole(Path(path), text.encode())


def _named(rows: Iterable[_NamedRow]) -> tuple[Named, ...]:
    return tuple(Named(row.pk, row.name, row.kind) for row in rows)


def _rows(rows: Iterable[Named]) -> list[dict[str, object]]:
    return [_row(row) for row in rows]


def _row(row: Named) -> dict[str, object]:
    values: dict[str, object] = {"pk": row.pk, "name": _name(row.name)}
    return values | {"kind": row.kind} if row.kind else values


def _name(name: Mapping[Lang, str]) -> dict[str, str]:
    return {lang: name[lang] for lang in LANGS if lang in name}
