"""The columns that are known: what they hold, and what they are called in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import Any, Literal

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import Reference
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import field_help, field_name, language_name
from varaamo_sync.workbooks.text import fold, plain_header
from varaamo_sync.workbooks.words import by_word, word_file

Of = Literal["room", "venue"]
"""What the rows of a sheet are."""

Vocabulary = Mapping[str, Mapping[str, str]]
"""Names that the booking system knows, by the name of their list and by themselves in lower
case."""

_UNITS = by_word(word_file("tables/fields")["units"])
_UNIT_WORDS = by_word(word_file("tables/fields")["unit_words"])
_PRICED = by_word(word_file("tables/fields")["priced"])
_PATHS: Mapping[str, tuple[str, ...]] = {
    "key": (),  # names the room, and is nothing of it
    "price": ("pricing",),
    "price.lowest": ("pricing",),  # where our own template holds a price
    "product.name": (),
    "product.duration": ("pricing", "booking.min", "booking.max"),
    "bookable": ("wanted",),
}
_NUMBERED = lazy_pattern(r"(.+?) ?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is known.

    Attributes:
        id: Path in the catalogue, with dots; ``price`` and ``access`` stand for one entry.
        kind: How its cells are read; see ``cells.KINDS``.
        header: What the template calls it.
        others: What else people call it.
        help: What the template explains.
        required: Whether the template marks it.
        hidden: Whether it is read, but not part of the template.
        short: Whether it is part of the short template: what a unit knows by itself.
        list: Name of the reference data that its values come from.
    """

    id: str
    kind: str
    header: Mapping[Lang, str]
    others: tuple[str, ...] = ()
    help: Mapping[Lang, str] = field(default_factory=dict)
    required: bool = False
    hidden: bool = False
    short: bool = False
    wide: bool = False
    list: str | None = None


@lru_cache(maxsize=2)
def fields(of: Of) -> Mapping[str, Field]:
    """Return the known columns of rooms or venues by id, in the template's order."""
    known: dict[str, Field] = {}
    for entry in word_file("tables/fields")[of]:
        for one in _each(entry, of):
            known[one.id] = one
    return known


def template_fields(of: Of) -> list[Field]:
    """Return the columns of the template, in order."""
    return [field for field in fields(of).values() if not field.hidden]


def _each(entry: Mapping[str, Any], of: Of) -> list[Field]:
    values = dict(entry)
    languages = values.pop("languages", False)
    others = tuple(values.pop("others", ()))
    path = _path_of_words(entry["id"])
    help: dict[Lang, str] = {}
    for lang in LANGS:
        if (said := field_help(path, lang, of)) is not None:
            help[lang] = said
    column = Field(header=_names(path, of), others=others, help=help, **values)
    return [_in_language(column, path, of, lang) for lang in LANGS] if languages else [column]


def _in_language(column: Field, path: str, of: Of, lang: Lang) -> Field:
    bases = (*column.header.values(), *column.others)
    endings = {lang, *(language_name(lang, spoken) for spoken in LANGS)}
    names = [f"{base} {ending}" for base in bases for ending in sorted(endings)]
    return replace(
        column,
        id=f"{column.id}.{lang}",
        header=_names(f"{path}.{lang}", of),
        others=(*names, *bases) if lang == "fi" else tuple(names),
        required=column.required and lang == "fi",
        short=column.short and lang == "fi",
    )


def _names(path: str, of: Of) -> dict[Lang, str]:
    return {lang: field_name(path, lang, of) for lang in LANGS}


def _path_of_words(id: str) -> str:
    """Return the path by which the words know a column: one price of several has a column."""
    outer, *inner = id.split(".")
    return ".".join(("pricing", *inner)) if outer == "price" else id


def paths_of(id: str) -> tuple[str, ...]:
    """Return the dotted paths in the catalogue of what a column holds."""
    if id in _PATHS:
        return _PATHS[id]
    outer, _, inner = id.partition(".")
    return (f"pricing.{inner}",) if outer == "price" else (id,)


def column_of(path: str) -> str:
    """Return the column of our template that holds a field, by its dotted path."""
    outer, *inner = (step for step in path.split(".") if not step.isdigit())
    if outer == "pricing":
        return ".".join(("price", *inner)) if inner else "price.lowest"
    if outer == "access":
        return ".".join((outer, *inner)) if inner else "access.type"
    return ".".join((outer, *inner))


def time_or_price_unit(text: str) -> str | None:
    """Return what a number counts of which another cell says so: ``min``, ``h``, ``fixed``."""
    words = plain_header(text)
    return _UNITS.get(words) or _UNIT_WORDS.get(words)


@lru_cache(maxsize=2)
def headers(of: Of) -> Mapping[str, tuple[str, frozenset[Lang]]]:
    """Return field ids by header, with the languages of the template that use the header."""
    known: dict[str, tuple[str, frozenset[Lang]]] = {}
    for one in fields(of).values():
        for text in set(one.header.values()):
            spoken: frozenset[Lang] = frozenset(x for x in LANGS if one.header[x] == text)
            known.setdefault(plain_header(text), (one.id, spoken))
    for one in fields(of).values():
        for text in (*one.header.values(), *one.others):
            known.setdefault(plain_header(text), (one.id, frozenset()))
    return known


@lru_cache(maxsize=4096)
def find_field(of: Of, text: str) -> tuple[str, str | None, frozenset[Lang]] | None:
    """Find the field that a header names.

    Returns:
        Its id, the unit that the header gives for bare numbers, and the languages of the
        template that use the header; ``None`` where no field is called so.
    """
    known = headers(of)
    words = plain_header(text)
    unit = _unit_of(text)
    if words in known:
        return known[words][0], unit, known[words][1]
    for ending, meant in _UNITS.items():
        bare = words.removesuffix(f" {ending}")
        if bare in known and bare != words:
            return known[bare][0], unit or meant or None, frozenset()
        if of == "room" and bare in _PRICED:
            return "price", _PRICED[bare], frozenset()
    numbered = _NUMBERED.fullmatch(words)
    if numbered is not None and numbered[1] in known:
        found = known[numbered[1]][0]
        if fields(of)[found].kind == "names":
            return found, None, frozenset()
    return None


def _unit_of(text: str) -> str | None:
    inside = (plain_header(one) for one in re.findall(r"[(\[]([^)\]]+)[)\]]", text))
    return next((_UNITS[one] or None for one in inside if one in _UNITS), None)


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
    return {name: {fold(label): label for label in labels} for name, labels in lists.items()}
