"""What comes of reading one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass


class Read(NamedTuple):
    """What a cell states.

    Attributes:
        value: The value in catalogue form.
        said: How it was read, where that is not to the letter.
        also: What the cell states of other fields, by field id.
    """

    value: Any
    said: str | None = None
    also: Mapping[str, Any] = {}


class CellProblem(Exception):
    """A cell cannot be read; rule and params say why."""

    def __init__(self, rule: str, **params: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params: Mapping[str, object] = params


class Cleared:
    """Stands for "take away what is stated": the cell says so in words."""

    def __repr__(self) -> str:
        return "CLEARED"


CLEARED = Cleared()


@dataclass(frozen=True, slots=True)
class Help:
    """What helps to read the cells of a column.

    Attributes:
        lang: Language of the sheet's headers; allowed values are named in it.
        unit: What a bare number counts, where the header or the form says so: ``min``, ``h``...
        words: Values by what the form's cells say, in lower case.
        vocabulary: Names that the booking system knows, by themselves in lower case.
        net: Whether amounts are without VAT, so that nobody needs to say so.
    """

    lang: Lang = "fi"
    unit: str | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    net: bool = False
