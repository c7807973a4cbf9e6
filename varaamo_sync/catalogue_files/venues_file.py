"""The file ``venues.json``: venues of the service map, kept beside the catalogue.

One venue stands on one line, in the order of their ids, so that git shows what has changed.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from varaamo_sync.catalogue_files.copy_file import read_copy
from varaamo_sync.catalogue_files.whole_file import write_whole
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.venue_register import RegisteredVenue, VenueRegister, sorted_by_id

FORMAT = 1

LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
"""Licence of what the service map of Helsinki publishes."""

_Words = Annotated[str, Field(strict=True)]
_Id = Annotated[str, Field(strict=True, min_length=1)]
_Names = dict[Lang, _Words]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    tprek: _Id
    name: _Names
    address: _Names = {}
    zip: _Words | None = None
    dept_id: _Words | None = None
    modified: date | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    format: Literal[1]
    source: _Words
    licence: _Words
    taken: date
    municipality: _Words
    services: tuple[Annotated[int, Field(strict=True)], ...] = ()
    venues: tuple[_Row, ...]


def read_venues(path: Path | str) -> VenueRegister:
    """Read the venues of a service map from a file.

    Raises:
        CatalogueError: The file cannot be read, or is not what ``write_venues`` writes.
    """
    problems = {"unreadable": "venues-unreadable", "misfit": "venues-misfit"}
    file = read_copy(Path(path), _File, **problems)
    return VenueRegister(
        source=file.source,
        municipality=file.municipality,
        services=file.services,
        taken=file.taken,
        venues=tuple(
            RegisteredVenue(
                tprek=row.tprek,
                name=row.name,
                address=row.address,
                zip=row.zip,
                department=row.dept_id,
                municipality=file.municipality,
                modified=row.modified,
            )
            for row in file.venues
        ),
    )


def write_venues(path: Path | str, register: VenueRegister) -> None:
    """Write the venues of a service map to a file, as ``read_venues`` reads it.

    Raises:
        UsageError: The file cannot be written.
        OutputUnwritable: The disk is full.
    """
    head = {
        "format": FORMAT,
        "source": register.source,
        "licence": LICENCE,
        "taken": register.taken.isoformat(),
        "municipality": register.municipality,
        "services": list(register.services),
    }
    lines = [f"  {_json(name)}: {_json(value)}," for name, value in head.items()]
    rows = [f"    {_json(_row(venue))}" for venue in sorted_by_id(register.venues)]
    written = "\n".join(["{", *lines, '  "venues": [', ",\n".join(rows), "  ]", "}"]) + "\n"
    write_whole(Path(path), written.encode())


def _row(venue: RegisteredVenue) -> dict[str, Any]:
    return {
        "tprek": venue.tprek,
        "name": {lang: venue.name[lang] for lang in LANGS if lang in venue.name},
        "address": {lang: venue.address[lang] for lang in LANGS if lang in venue.address},
        "zip": venue.zip,
        "dept_id": venue.department,
        "modified": venue.modified.isoformat() if venue.modified else None,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
