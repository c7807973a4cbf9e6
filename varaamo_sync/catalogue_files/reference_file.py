"""The file ``reference.json``: reference data and venues of a booking system, for offline use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from varaamo_sync.capabilities import SystemName, capabilities_of
from varaamo_sync.catalogue_files.copy_file import read_copy
from varaamo_sync.catalogue_files.whole_file import write_whole
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import Named, Reference, RemoteVenue, TaxRate

FORMAT = 1

_LONG = 10**15
"""Numbers from here on have more digits than those of files may have."""

_NAMED = ("types", "purposes", "equipment", "terms", "cancellation_rules")

_Pk = Annotated[int, Field(strict=True)]
_Words = Annotated[str, Field(strict=True)]
_Names = dict[Lang, _Words]
_Value = Annotated[str, Field(strict=True, pattern=r"^\d+(\.\d+)?$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class _NamedRow(_Row):
    pk: _Pk | _Words
    name: _Names
    kind: _Words = ""


class _TaxRow(_Row):
    pk: _Pk
    value: _Value
    enabled: Annotated[bool, Field(strict=True)]


class _VenueRow(_Row):
    pk: _Pk | Annotated[str, Field(strict=True, pattern=r"^\d{16,19}$")]
    tprek: _Words | None
    name: _Names


class _File(_Row):
    format: Literal[1]
    origin: _Words
    system: SystemName = "varaamo"
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
    problems = {"unreadable": "reference-unreadable", "misfit": "reference-misfit"}
    file = read_copy(Path(path), _File, **problems)
    named: dict[str, Any] = {
        name: rows if rows is None else tuple(Named(**dict(row)) for row in rows)
        for name, rows in ((name, getattr(file, name)) for name in _NAMED)
    }
    taxes = tuple(TaxRate(row.pk, Decimal(row.value), row.enabled) for row in file.taxes)
    capabilities = capabilities_of(file.system)
    reference = Reference(**named, taxes=taxes, capabilities=capabilities)
    venues = (RemoteVenue(**{**dict(row), "pk": int(row.pk)}) for row in file.venues)
    return reference, tuple(venues)


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
    data = {
        "format": FORMAT,
        "origin": origin,
        **_other_than_usual(reference),
        "taken": taken.isoformat(),
        **{name: getattr(reference, name) for name in (*_NAMED, "taxes")},
        "venues": tuple(venues),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain) + "\n"
    write_whole(Path(path), text.encode())


def _other_than_usual(reference: Reference) -> dict[str, str]:
    """Return which booking system it is, where that need be said."""
    system = reference.capabilities.system
    return {} if system == _File.model_fields["system"].default else {"system": system}


def _plain(value: Any) -> Any:
    """Return a row, or an amount, as the file has it."""
    if isinstance(value, Decimal):
        return str(value)
    row = {each.name: getattr(value, each.name) for each in fields(value)}
    if (
        isinstance(value, RemoteVenue) and value.pk >= _LONG
    ):  # as text: it is read to the last digit
        row["pk"] = str(value.pk)
    if "name" in row:
        row["name"] = {lang: row["name"][lang] for lang in LANGS if lang in row["name"]}
    return {name: held for name, held in row.items() if name != "kind" or held}
