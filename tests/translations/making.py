"""Catalogues of texts for tests, and what translators make of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from varaamo_sync.findings import Position
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.translations import (
    CatalogueText,
    Merge,
    ReturnedRow,
    Row,
    find_texts,
    merge,
    rows_to_translate,
)
from varaamo_sync.words import Part, text

PARTS: tuple[Part, ...] = ("title", "message", "fix")
VENUE = {"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}}


def files(*rooms: Mapping[str, Any], **more: Any) -> dict[str, dict[str, Any]]:
    """Return the plain values of a catalogue with one file of rooms."""
    venue = {**VENUE, **more, "rooms": list(rooms)}
    return {"nup.yaml": {"format": 1, "service_unit": "NUP", "venues": [venue]}}


def room(key: str = "sali", **fields: Any) -> dict[str, Any]:
    """Return a room as a file writes it."""
    return {"key": key, "name": {"fi": "Sali", "sv": "Sal", "en": "Hall"}} | fields


def texts(*rooms: Mapping[str, Any], **more: Any) -> tuple[CatalogueText, ...]:
    """Return the texts of a catalogue with some rooms."""
    return find_texts(files(*rooms, **more))


def only_row(to: Lang = "sv", *, all: bool = False, **fields: Any) -> Row:
    """Return the one row of a room that is to be translated."""
    rows = rows_to_translate(texts(room(**fields), name=None), to, all=all)
    found = [row for row in rows if row.source.field != "name" or "name" in fields]
    assert 1 == len(found)
    return found[0]


def returned(row: Row, translation: str, line: int = 1, **texts: str) -> ReturnedRow:
    """Return a row as a translator sends it back."""
    words: dict[Lang, str] = {"fi": row.finnish, row.to: translation}
    words.update(texts)  # type: ignore[arg-type]
    return ReturnedRow(position=Position("sv.xlf", line, 1), mark=row.mark, texts=words)


def rules(merged: Merge) -> list[str]:
    """Return the rules by which rows were refused; each can be told in every language."""
    for finding, lang, part in product(merged.findings, LANGS, PARTS):
        assert text(finding.rule, part, lang, finding.params)
    return [finding.rule for finding in merged.findings]


def after(merged: Merge) -> dict[str, str]:
    """Return what goes into the catalogue, by file and path."""
    return {f"{one.text.file} {'.'.join(map(str, one.path))}": one.after for one in merged.changes}


__all__ = ["after", "files", "merge", "only_row", "returned", "room", "rules", "texts"]
