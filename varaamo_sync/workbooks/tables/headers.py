"""Finds the table of a sheet: the row of headers, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import Reference
from varaamo_sync.workbooks.cells.result import Help
from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.tables.city_forms import Form, UnitSource
from varaamo_sync.workbooks.tables.fields import Of, fields, find_field, plain_header
from varaamo_sync.workbooks.tables.header_rows import (
    Rows,
    candidates,
    filled_rows,
    nearest_texts,
    under_groups,
)
from varaamo_sync.workbooks.text import folded

_OF: tuple[Of, ...] = ("room", "venue")
_ROWS_LOOKED_AT = 40
_OF_PERSONS = re.compile(
    r"puhelin|\bpuh\b|sähköposti|e-?mail|etunimi|sukunimi|telefon|e-post|phone|vastuuhenk|ohjaaja"
    r"|esihenk|esimies|nimike|tehtävä"
)
"""What a list of persons asks for; its names are no rooms."""
_SAYS_LITTLE = re.compile(r"(?:venue|name|contact|note|service_unit|key)\b")

Vocabulary = Mapping[str, Mapping[str, str]]
"""Names that the booking system knows, by the name of their list and by themselves in lower
case."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read.

    Attributes:
        number: Its number, from 1.
        header: Its header, as the sheet writes it.
        field: Id of the field that it holds.
        kind: How its cells are read.
        blank: What an empty cell states; ``None`` for nothing.
        shared: Whether further columns may state the same field.
        unit: The column that says what its numbers count.
        unit_place: Number of that column.
    """

    number: int
    header: str
    field: str
    kind: str
    help: Help
    blank: Any = None
    shared: bool = False
    unit: UnitSource | None = None
    unit_place: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet.

    Attributes:
        form: The form that was recognised; ``None`` for the template and its like.
        header_row: Row of the headers, from 1.
        unmapped: Columns whose header says nothing to us, with their headers.
        ignored: Columns that the form leaves out, with header and reason.
        repeated: Columns whose field another column holds already.
        headers: Headers by the number of their columns.
        places: Numbers of the columns that are read, by field.
        skipped: Rows above the headers that belong to another table of the sheet.
    """

    sheet: Sheet
    of: Of
    form: Form | None
    lang: Lang
    header_row: int
    columns: tuple[Column, ...]
    unmapped: tuple[tuple[int, str], ...] = ()
    ignored: tuple[tuple[int, str, Mapping[Lang, str]], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    headers: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[int, ...] = ()

    def column(self, field: str) -> Column | None:
        """Return the column of a field."""
        return next((column for column in self.columns if column.field == field), None)


def vocabulary(reference: Reference | None) -> Vocabulary:
    """Return the names of reference data, ready to be looked up."""
    if reference is None:
        return {}
    lists: dict[str, list[str]] = {
        "types": [row.label for row in reference.types],
        "purposes": [row.label for row in reference.purposes],
        "equipment": [row.label for row in reference.equipment],
        "cancellation_rules": [row.label for row in reference.cancellation_rules or ()],
    }
    for row in reference.terms:
        lists.setdefault(f"terms:{row.kind}", []).append(str(row.pk))
    return {name: {folded(label): label for label in labels} for name, labels in lists.items()}


def find_table(
    sheet: Sheet, forms: Sequence[Form], words: Vocabulary, *, above: int | None = None
) -> Table | tuple[str, ...] | None:
    """Find the table of a sheet.

    Args:
        sheet: The sheet.
        forms: Forms that may be recognised, the nearest first.
        words: Names that the booking system knows.
        above: A row of the table, where a person named it: its headers are the nearest above.

    Returns:
        The table; or, where there is none, the headers of what comes nearest to one; ``None``
        for a sheet that a form knows and does not miss.
    """
    rows = list(candidates(sheet, _ROWS_LOOKED_AT if above is None else above - 1))
    found = _form_table(sheet, rows[::-1] if above else rows, forms, words)
    if isinstance(found, Table):
        return found
    if above is None:
        return None if found else _headed_table(sheet, rows, words)
    tables = (_table(sheet, number, texts, None, words) for number, texts in rows[::-1])
    nearest = next((table for table in tables if _usable(table, sure=True)), None)
    return nearest or nearest_texts(rows)


def _form_table(
    sheet: Sheet, rows: Rows, forms: Sequence[Form], words: Vocabulary
) -> Table | Literal["known"] | None:
    """Return the table of a form; ``known`` for a sheet that a form knows and does not miss."""
    for form in forms:
        needed = {plain_header(header) for header in form.recognise}
        for number, texts in under_groups(sheet, rows) if form.header_rows == 2 else rows:
            if needed <= {plain_header(text) for one in texts.values() for text in one}:
                return _table(sheet, number, texts, form, words)
        for other in form.other_sheets:
            needed = {plain_header(header) for header in other}
            if any(needed <= {plain_header(t[0]) for t in texts.values()} for _, texts in rows):
                return "known"
    return None


def _headed_table(sheet: Sheet, rows: Rows, words: Vocabulary) -> Table | tuple[str, ...]:
    """Return the table under the row in which most headers are known."""
    best, first = None, 0
    for number, texts in rows:
        for of in _OF:
            table = _table(sheet, number, texts, None, words, of=of)
            if _usable(table):
                first = first or number
                if best is None or len(table.columns) > len(best.columns):
                    best = table
    if best is None:
        return nearest_texts(rows)
    return replace(best, skipped=tuple(filled_rows(sheet, first, best.header_row)))


def _usable(table: Table, *, sure: bool = False) -> bool:
    """Tell whether headers are those of rooms or venues; ``sure`` where a person says so."""
    found = {column.field for column in table.columns}
    named = any(id.startswith("name.") for id in found)
    if table.of == "room":
        persons = any(_OF_PERSONS.search(folded(header)) for _, header in table.unmapped)
        if persons and not sure and all(_SAYS_LITTLE.match(id) for id in found):
            return False
        return (named or "key" in found) and len(found) > 1
    return named and bool(found & {"tprek", "address"})


def _table(
    sheet: Sheet,
    number: int,
    texts: Mapping[int, tuple[str, ...]],
    form: Form | None,
    words: Vocabulary,
    *,
    of: Of = "room",
) -> Table:
    of = ("room" if form.rows == "rooms" else "venue") if form else of
    columns: list[Column] = []
    unmapped: list[tuple[int, str]] = []
    ignored: list[tuple[int, str, Mapping[Lang, str]]] = []
    repeated: list[tuple[int, str]] = []
    spoken: Counter[Lang] = Counter()
    taken: set[str] = set()
    for place, names in texts.items():
        reason = _ignored(form, names)
        found = None if reason is not None else _find(form, of, names)
        if reason is not None:
            ignored.append((place, names[0], reason))
        elif found is None:
            if form is None or not any(map(form.tells_a_unit, names)):
                unmapped.append((place, names[0]))
        elif found[0].field in taken and not (found[0].kind == "names" or found[0].shared):
            repeated.append((place, names[0]))
        else:
            column, langs = found
            taken.add(column.field)
            spoken.update(langs)
            columns.append(_placed(column, place, of, words))
    lang = max(LANGS, key=lambda lang: spoken[lang])
    return Table(
        sheet=sheet,
        of=of,
        form=form,
        lang=lang,
        header_row=number,
        columns=tuple(_spoken(_united(column, texts), lang) for column in columns),
        unmapped=tuple(unmapped),
        ignored=tuple(ignored),
        repeated=tuple(repeated),
        headers={place: names[0] for place, names in texts.items()},
        places={column.field: column.number for column in reversed(columns)},
    )


def _ignored(form: Form | None, names: tuple[str, ...]) -> Mapping[Lang, str] | None:
    if form is None:
        return None
    reasons = {plain_header(header): reason for header, reason in form.ignored.items()}
    return next((reasons[p] for p in map(plain_header, names) if p in reasons), None)


def _find(
    form: Form | None, of: Of, names: tuple[str, ...]
) -> tuple[Column, frozenset[Lang]] | None:
    for name in reversed(names):  # "Henkilömäärä max" before "max"
        mapped = form.find(name) if form else None
        if form is not None and mapped is not None:
            id, source = mapped
            column = Column(
                number=0,
                header=names[0],
                field=id,
                kind=form.kind(id) or "name",
                help=Help(unit=source.unit.every, words=form.words(id, source), net=source.net),
                blank=form.blank(id, source),
                shared=len(source.header) > 1,
                unit=source.unit if source.unit.header else None,
            )
            return column, frozenset()
    if form is not None and any(map(form.tells_a_unit, names)):
        return None
    for name in reversed(names):
        known = find_field(of, name)
        if known is not None:
            id, unit, langs = known
            return Column(0, names[0], id, fields(of)[id].kind, Help(unit=unit)), langs
    return None


def _placed(column: Column, place: int, of: Of, words: Vocabulary) -> Column:
    known = fields(of).get(column.field)
    vocabulary = words.get(known.list, {}) if known and known.list else {}
    return replace(column, number=place, help=replace(column.help, vocabulary=vocabulary))


def _united(column: Column, texts: Mapping[int, tuple[str, ...]]) -> Column:
    """Return a column with the place of the one that says what its numbers count."""
    if column.unit is None or column.unit.header is None:
        return column
    wanted = plain_header(column.unit.header)
    places = (p for p, names in texts.items() if wanted in map(plain_header, names))
    return replace(column, unit_place=next(places, None))


def _spoken(column: Column, lang: Lang) -> Column:
    return replace(column, help=replace(column.help, lang=lang))
