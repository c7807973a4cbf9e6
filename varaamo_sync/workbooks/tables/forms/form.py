"""Forms: which header of a sheet stands for which of our fields.

Forms of two cities come with the package; a person's own form is a file of the same kind
(see ``form_file``).
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from varaamo_sync.model import Lang
from varaamo_sync.workbooks.cells.cell import read_cell
from varaamo_sync.workbooks.cells.result import Help
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.tables.fields import fields, time_or_price_unit
from varaamo_sync.workbooks.text import fold

_PSEUDO = {"product.name": "name", "product.duration": "duration", "join": "id"}
"""Columns that are no fields of a room: its prices' names and lengths, and what rows have in
common that are one room."""

Unit = Literal["min", "h", "d", "per_hour", "per_day", "fixed"]
"""What a bare number counts."""


def _words(value: Any) -> Any:
    """Take a number or a yes for the word that a person wrote."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value}" if isinstance(value, int | float) else value


def _word_keys(value: Any) -> Any:
    return {_words(key): item for key, item in value.items()} if isinstance(value, dict) else value


_Words = Annotated[str, Field(strict=True, min_length=1), BeforeValidator(_words)]
_Texts = dict[Lang, _Words]
_Values = Annotated[dict[str, _Words], BeforeValidator(_word_keys)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitSource(_Strict):
    """What the numbers of a column count: the same in every row, or what another column says.

    Attributes:
        every: The unit of every row.
        header: Header of the other column.
        values: Units by what its cells say, beside the usual words.
    """

    every: Unit | None = None
    header: _Words | None = None
    values: Annotated[dict[str, Unit], BeforeValidator(_word_keys)] = {}

    def unit(self, raw: Raw) -> str | None:
        """Return the unit that a cell says; ``None`` for a word that is not known."""
        said = fold(str(raw))
        own = {fold(word): unit for word, unit in self.values.items()}
        return own.get(said) or time_or_price_unit(said)


class Source(_Strict):
    """Where a field comes from.

    Attributes:
        header: Header of the column, or several; one that ends in ``*`` stands for all that
            begin so. Columns that contradict each other are a finding.
        constant: What every row states, as a cell would say it.
        values: Values of the field by what the cells say.
        blank: Value of the field where the cell is empty.
        unit: What a bare number counts, such as ``h`` or ``per_hour``, or the column that says.
        net: Whether amounts are without VAT, which is then added.
    """

    header: tuple[_Words, ...] = ()
    constant: _Words | None = None
    values: _Values = {}
    blank: _Words | None = None
    unit: UnitSource = UnitSource()
    net: bool = False

    @model_validator(mode="before")
    @classmethod
    def _spelt_out(cls, value: Any) -> Any:
        """Take a header alone, or several, for what they stand for."""
        if isinstance(value, str | list | tuple):
            value = {"header": value}
        if isinstance(value, dict) and isinstance(value.get("header"), str):
            value = {**value, "header": (value["header"],)}
        if isinstance(value, dict) and isinstance(value.get("unit"), str):
            value = {**value, "unit": {"every": value["unit"]}}
        return value


class Form(_Strict):
    """A form: how to know it, and what its columns hold.

    Attributes:
        recognise: Headers that must all be there.
        header_rows: Whether headers stand in one row, or in two, of which the upper one heads
            groups: ``Henkilömäärä`` over ``min`` is the header ``Henkilömäärä min``.
        help_row: Whether the row under the headers explains them.
        products: Whether each row is one price of a room; they become one price of it.
        fields: Where each field comes from. A text without a language, such as ``name``, is in
            the language of its file.
        languages: Languages of files by their names: ``*_sv.csv``; others are Finnish.
        ignored: Why a column is not read, by its header.
        other_sheets: Headers of sheets that hold no rooms and are not missed.
    """

    format: Literal[1]
    name: _Words
    title: _Texts = {}
    rows: Literal["rooms", "venues"] = "rooms"
    header_rows: Literal[1, 2] = 1
    help_row: bool = False
    products: bool = False
    recognise: tuple[_Words, ...] = Field(min_length=2)
    fields: dict[str, Source] = Field(min_length=1)
    languages: dict[str, Lang] = {}
    ignored: dict[str, _Texts] = {}
    other_sheets: tuple[tuple[_Words, ...], ...] = ()

    def for_file(self, name: str) -> Form:
        """Return the form as it holds for a file: its texts are in the file's language."""
        small = name.lower()
        globs = self.languages.items()
        fitting: list[Lang] = [x for glob, x in globs if fnmatchcase(small, glob.lower())]
        lang: Lang = fitting[0] if fitting else "fi"
        spelt = {
            id if self._own_kind(id) else f"{id}.{lang}": source
            for id, source in self.fields.items()
        }
        return self.model_copy(update={"fields": spelt})

    def kind(self, id: str) -> str | None:
        """Return the kind of cells that a field has; ``None`` for one that is not known."""
        return self._own_kind(id) or self._own_kind(f"{id}.fi")

    def _own_kind(self, id: str) -> str | None:
        known = fields("room" if self.rows == "rooms" else "venue").get(id)
        return known.kind if known else _PSEUDO.get(id) if self.rows == "rooms" else None

    def words(self, id: str, source: Source) -> Mapping[str, Any]:
        """Return the values of a field by what the cells say, in lower case."""
        return {fold(said): self.value(id, value) for said, value in source.values.items()}

    def blank(self, id: str, source: Source) -> Any:
        """Return the value of a field where the cell is empty; ``None`` where it says nothing."""
        return None if source.blank is None else self.value(id, source.blank)

    def constants(self) -> Mapping[str, Any]:
        """Return what every row states, by field id."""
        return {
            id: self.value(id, source.constant)
            for id, source in self.fields.items()
            if source.constant is not None
        }

    def value(self, id: str, text: str) -> Any:
        """Return what a cell of a field would state; what it cannot state is a ``CellProblem``."""
        read = read_cell(self.kind(id) or "name", text, Help())
        return read.value if read else None
