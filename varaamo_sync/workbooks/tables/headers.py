"""Finds the table of a sheet: the row of headers, and what each column holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.cells.result import Help
from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.files.limits import MOST_COLUMNS
from varaamo_sync.workbooks.tables.fields import Of, Vocabulary, fields, find_field
from varaamo_sync.workbooks.tables.forms.form import Form, Source
from varaamo_sync.workbooks.tables.table import Table, TableColumn
from varaamo_sync.workbooks.text import fold, plain_header

_ROWS_LOOKED_AT = 40
_LONGEST_HEADER = 200
_BROKEN = lazy_pattern(r"[-\u00ad\u2010]\s*\n\s*")
"""A word that was broken to fit into a narrow column."""
_OF_PERSONS = lazy_pattern(
    r"puhelin|\bpuh\b|sähköposti|e-?mail|etunimi|sukunimi|telefon|e-post|phone|vastuuhenk|ohjaaja"
    r"|esihenk|esimies|nimike|tehtävä"
)
"""What a list of persons asks for; its names are no rooms."""
_SAYS_LITTLE = lazy_pattern(r"(?:venue|name|contact|note|service_unit|key)\b")

_Names = tuple[str, ...]
"""What a column may be called: as its header stands, put together at a break, under a heading."""
_Row = tuple[int, Mapping[int, _Names]]
"""A row that may hold headers: its number, and the names of its columns."""


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
    rows = list(_candidates(sheet, _ROWS_LOOKED_AT if above is None else above - 1))
    found = _form_table(sheet, rows[::-1] if above else rows, forms, words)
    if isinstance(found, Table):
        return found
    if above is None:
        return None if found else _headed_table(sheet, rows, words)
    tables = (_table(sheet, row, None, words) for row in rows[::-1])
    nearest = next((table for table in tables if _usable(table, sure=True)), None)
    return nearest or _nearest_texts(rows)


def _form_table(
    sheet: Sheet, rows: Sequence[_Row], forms: Sequence[Form], words: Vocabulary
) -> Table | Literal["known"] | None:
    """Return the table of a form; ``known`` for a sheet that a form knows and does not miss."""
    held = [{plain_header(t) for one in texts.values() for t in one} for _, texts in rows]
    firsts = [{plain_header(one[0]) for one in texts.values()} for _, texts in rows]
    for form in forms:
        needed = set(map(plain_header, form.recognise))
        if form.header_rows == 2:
            for row in _under_groups(sheet, rows):
                if needed <= {plain_header(text) for one in row[1].values() for text in one}:
                    return _table(sheet, row, form, words)
        else:
            for row, texts in zip(rows, held, strict=True):
                if needed <= texts:
                    return _table(sheet, row, form, words)
        for other in form.other_sheets:
            needed = set(map(plain_header, other))
            if any(needed <= texts for texts in firsts):
                return "known"
    return None


def _headed_table(sheet: Sheet, rows: Sequence[_Row], words: Vocabulary) -> Table | tuple[str, ...]:
    """Return the table under the row in which most headers are known."""
    kinds: tuple[Of, ...] = ("room", "venue")
    tables = [_table(sheet, row, None, words, of=of) for row in rows for of in kinds]
    usable = [table for table in tables if _usable(table)]
    if not usable:
        return _nearest_texts(rows)
    best = max(usable, key=lambda table: len(table.columns))
    above = range(usable[0].header_row, best.header_row)
    more = (n for n in above if sum(cell is not None for cell in sheet.rows[n - 1]) > 1)
    return replace(best, skipped=tuple(more))  # rows of more than a title are another table's


def _usable(table: Table, *, sure: bool = False) -> bool:
    """Tell whether headers are those of rooms or venues; ``sure`` where a person says so."""
    found = {column.field for column in table.columns}
    named = any(id.startswith("name.") for id in found)
    if table.of == "room":
        persons = any(_OF_PERSONS.search(fold(header)) for _, header in table.unmapped)
        if persons and not sure and all(_SAYS_LITTLE.match(id) for id in found):
            return False
        return (named or "key" in found) and len(found) > 1
    return named and bool(found & {"tprek", "address"})


class _FormHeaders:
    """What the headers of a form stand for, each without case and punctuation.

    Attributes:
        ignored: Why a column is not read.
        units: Headers of columns that only say what others count.
    """

    def __init__(self, form: Form | None) -> None:
        sources = form.fields if form else {}
        self.ignored = (
            {plain_header(name): why for name, why in form.ignored.items()} if form else {}
        )
        units = (source.unit.header for source in sources.values())
        self.units = {plain_header(header) for header in units if header is not None}
        self._fields: dict[str, tuple[str, Source]] = {}
        self._beginnings: list[str] = []
        for id, source in sources.items():
            for header in source.header:
                self._fields.setdefault(plain_header(header), (id, source))
                if header.endswith("*"):
                    self._beginnings.append(plain_header(header))

    def find(self, plain: str) -> tuple[str, Source] | None:
        """Find the field that a header stands for."""
        begins = (one for one in self._beginnings if plain.startswith(one))
        return self._fields.get(plain) or self._fields.get(next(begins, plain))


class _Meaning(NamedTuple):
    """What a header means: a field, as the form or the template calls it."""

    field: str
    kind: str
    unit: str | None
    langs: frozenset[Lang] = frozenset()
    source: Source = Source()

    @property
    def shared(self) -> bool:
        """Whether several columns may state the field."""
        return len(self.source.header) > 1


def _table(
    sheet: Sheet, row: _Row, form: Form | None, words: Vocabulary, *, of: Of = "room"
) -> Table:
    number, texts = row
    if form is not None:
        of = "room" if form.rows == "rooms" else "venue"
    headers = _FormHeaders(form)
    found: dict[int, _Meaning] = {}
    unmapped: list[tuple[int, str]] = []
    ignored: list[tuple[int, str, Mapping[Lang, str]]] = []
    repeated: list[tuple[int, str]] = []
    taken: set[str] = set()
    for place, names in texts.items():
        plain = list(map(plain_header, names))
        reason = next((headers.ignored[name] for name in plain if name in headers.ignored), None)
        meaning = _meaning(form, headers, of, names)
        if reason is not None:
            ignored.append((place, names[0], reason))
        elif meaning is None:
            if not headers.units.intersection(plain):
                unmapped.append((place, names[0]))
        elif meaning.field in taken and not (meaning.kind == "names" or meaning.shared):
            repeated.append((place, names[0]))
        else:
            taken.add(meaning.field)
            found[place] = meaning
    spoken = Counter(lang for meaning in found.values() for lang in meaning.langs)
    lang = max(LANGS, key=lambda lang: spoken[lang])
    columns = []
    for place, meaning in found.items():
        known = fields(of).get(meaning.field)
        vocabulary = words.get(known.list, {}) if known and known.list else {}
        columns.append(_column(place, texts, meaning, form, Help(lang=lang, vocabulary=vocabulary)))
    return Table(
        sheet=sheet,
        of=of,
        form=form,
        lang=lang,
        header_row=number,
        columns=tuple(columns),
        unmapped=tuple(unmapped),
        ignored=tuple(ignored),
        repeated=tuple(repeated),
        headers={place: names[0] for place, names in texts.items()},
        places={column.field: column.number for column in reversed(columns)},
    )


def _meaning(form: Form | None, headers: _FormHeaders, of: Of, names: _Names) -> _Meaning | None:
    for name in reversed(names):  # "Henkilömäärä max" before "max"
        mapped = headers.find(plain_header(name))
        if form is not None and mapped is not None:
            id, source = mapped
            return _Meaning(id, form.kind(id) or "name", source.unit.every, source=source)
    if headers.units.intersection(map(plain_header, names)):
        return None
    for name in reversed(names):
        known = find_field(of, name)
        if known is not None:
            id, unit, langs = known
            return _Meaning(id, fields(of)[id].kind, unit, langs)
    return None


def _column(
    place: int, texts: Mapping[int, _Names], meaning: _Meaning, form: Form | None, help: Help
) -> TableColumn:
    source, unit_place = meaning.source, None
    if source.unit.header is not None:  # another column says what the numbers count
        wanted = plain_header(source.unit.header)
        places = (p for p, names in texts.items() if wanted in map(plain_header, names))
        unit_place = next(places, None)
    help = replace(
        help,
        unit=meaning.unit,
        words=form.words(meaning.field, source) if form else {},
        net=source.net,
    )
    return TableColumn(
        number=place,
        header=texts[place][0],
        field=meaning.field,
        kind=meaning.kind,
        help=help,
        blank=form.blank(meaning.field, source) if form else None,
        shared=meaning.shared,
        unit=source.unit if source.unit.header else None,
        unit_place=unit_place,
    )


def _nearest_texts(rows: Sequence[_Row]) -> tuple[str, ...]:
    """Return the texts of the row that comes nearest to headers."""
    widest = max(rows, key=lambda row: len(row[1]), default=None)
    return tuple(texts[0] for texts in widest[1].values()) if widest else ()


def _candidates(sheet: Sheet, most: int) -> Iterator[_Row]:
    """Yield rows that may be headers, with the names of their columns."""
    above: dict[int, str] = {}
    for number in range(1, min(len(sheet.rows), most) + 1):
        own = _short_texts(sheet, number)
        if len(own) > 1:
            yield number, {place: _names(text, above.get(place)) for place, text in own.items()}
        above = _spread(sheet, number, own)


def _under_groups(sheet: Sheet, rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield rows that may be headers under a row of groups, each group up to the next one.

    A header without a text of its own is the group's.
    """
    for number, _ in rows:
        if number == 1:
            continue
        own, above = _short_texts(sheet, number), _short_texts(sheet, number - 1)
        texts: dict[int, _Names] = {}
        group = None
        for place in range(1, max([*own, *above], default=0) + 1):
            group = above.get(place, group)
            if place in own:
                texts[place] = _names(own[place], group)
            elif place in above:
                texts[place] = (above[place],)
        yield number, texts


def _short_texts(sheet: Sheet, number: int) -> dict[int, str]:
    return {
        place: cell
        for place, cell in enumerate(sheet.rows[number - 1], 1)
        if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST_HEADER
    }


def _names(text: str, above: str | None) -> _Names:
    """Return what a header may say: as it stands, put together at a break, under a heading."""
    whole = (_BROKEN.sub("", text),) if _BROKEN.search(text) else ()
    return (text, *whole, *((f"{above} {text}",) if above is not None else ()))


def _spread(sheet: Sheet, row: int, own: Mapping[int, str]) -> dict[int, str]:
    """Return headings of groups, each for every column that its merged cell reaches over."""
    spread: dict[int, str] = {}
    for merge in sheet.layout.merges:
        if merge.top <= row <= merge.bottom and merge.right > merge.left and merge.left in own:
            last = min(merge.right, MOST_COLUMNS)
            spread.update(dict.fromkeys(range(merge.left, last + 1), own[merge.left]))
    return spread
