"""Findings: one thing that is wrong or weak in a catalogue, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import total_ordering
from typing import Any

from varaamo_sync.errors import part
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.secrecy import values_without_passwords
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Part, on_one_line, text, text_in_file

Path = tuple[str | int, ...]
"""Where in an entry something stands: keys and list indices, from the outside in."""


def dotted(path: Path) -> str:
    """Return a path as messages speak of it: ``pricing.0.vat``."""
    return ".".join(map(str, path))


def path_of(said: str | Iterable[str | int]) -> Path:
    """Return a path as findings have it, from one that is dotted or comes from JSON.

    >>> path_of("pricing.0.vat")
    ('pricing', 0, 'vat')
    """
    steps = said.split(".") if isinstance(said, str) and said else said
    return tuple(
        int(step) if isinstance(step, str) and step.isdecimal() else step for step in steps
    )


class Severity(StrEnum):
    """How bad a finding is. An error keeps the room from being sent or published."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


_HINTS_OF_WORKBOOKS = frozenset(
    [
        "cell-read-as",
        "column-blank",
        "column-formulas",
        "column-hidden",
        "column-ignored",
        "import-not-bookable",
        "import-products",
        "respa-kept",
        "row-header-repeated",
        "row-help-known",
        "sheet-covered",
        "sheet-hidden",
        "sheet-merged",
        "sheet-without-rooms",
        "workbook-layout-unseen",
        "workbook-lock",
    ]
)
_WARNINGS_OF_WORKBOOKS = frozenset(
    [
        "cell-still-unread",
        "column-repeated",
        "column-unmapped",
        "column-unnamed",
        "import-not-compared",
        "import-venue-new",
        "import-venue-new-id",
        "mapping-unused",
        "personal-email",
        "personal-name",
        "personal-phone",
        "respa-interval-rounded",
        "respa-point-swapped",
        "respa-price-differs",
        "respa-price-text",
        "row-example-changed",
        "row-help",
        "row-not-room",
        "sheet-hidden-rows",
        "sheet-not-recognised",
    ]
)


def severity_in_files(rule: str) -> Severity:
    """Return how bad it is what was found while a file or a workbook was read.

    An error means that something it says was not taken over; everything else was.

    Args:
        rule: Id of a rule of files or workbooks.
    """
    if rule in _HINTS_OF_WORKBOOKS:
        return Severity.HINT
    return Severity.WARNING if rule in _WARNINGS_OF_WORKBOOKS else Severity.ERROR


class Level(StrEnum):
    """What a finding stands in the way of."""

    DRAFT = "draft"
    """The booking system would refuse even a draft."""
    PUBLISH = "publish"
    """The booking system would refuse to publish."""
    QUALITY = "quality"
    """It would be accepted, but serves residents badly."""


class Owner(StrEnum):
    """Who usually mends a finding."""

    UNIT = "unit"
    TRANSLATOR = "translator"
    FINANCE = "finance"
    COORDINATOR = "coordinator"


@total_ordering
@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file. Lines and columns count from 1, columns in characters.

    In a workbook, ``cell`` names the cell with its sheet, such as ``Tilat!C7``, and line and
    column are its row and column. Places are ordered by file, sheet, line and column.
    """

    file: str
    line: int
    column: int
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}:{self.cell}"
        return f"{self.file}:{self.line}:{self.column}"

    def __lt__(self, other: Position) -> bool:
        return self._order < other._order

    def behind(self, prefix: str) -> Position:
        """Return the same place as a person looks for it, who stands elsewhere.

        Args:
            prefix: What leads to the folder that its file lies in, such as ``Reading.prefix``.
        """
        return replace(self, file=f"{prefix}{self.file}")

    @property
    def _order(self) -> tuple[str, str, int, int]:
        sheet = (self.cell or "").rpartition("!")[0]
        return self.file, sheet, self.line, self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong or weak.

    Severity, level and unit may be given as text, and a path as a list or dotted; what is none of
    them is a ``ValueError``, for a finding that only looks like an error would stop nothing.

    Attributes:
        rule: Stable id of the rule, such as ``description-missing``.
        severity: How bad it is.
        level: What it stands in the way of.
        key: Key of the room, or ``None`` where it is not one room's.
        unit: Service unit of the room, where known.
        path: Where in the room (or, without a room, in the file) it stands.
        params: Values that the message speaks of, by the names its template uses; passwords of
            addresses are struck out of them.
        position: Place in a file, where the catalogue came from files.
        code: Error code by which the booking API would refuse it, where one is known.
    """

    rule: str
    severity: Severity
    level: Level
    key: str | None = None
    unit: ServiceUnit | None = None
    path: Path = ()
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    position: Position | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        if not (
            self.severity.__class__ is Severity
            and self.level.__class__ is Level
            and self.path.__class__ is tuple
            and (self.unit is None or self.unit.__class__ is ServiceUnit)
        ):
            self._coerce()
        told = {name: values_without_passwords(value) for name, value in self.params.items()}
        if told != self.params:
            object.__setattr__(self, "params", told)

    def said(self, which: Part, lang: Lang) -> str:
        """Return what it is called, what is wrong, or how it is mended, on one line."""
        return on_one_line(text(self.rule, which, lang, self.params))

    def fix(self, lang: Lang) -> str:
        """Return how it is mended, and how a file of the catalogue says it, on one line."""
        how = text_in_file(self.rule, lang, self.params)
        said = [self.said("fix", lang)]
        if how:
            said.append(on_one_line(part("in-file", how=how).told(lang)))
        return " ".join(said)

    def as_dict(self, lang: Lang, *, place: Position | None = None) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/findings.schema.json`` describes them.

        Args:
            lang: Language of title, message and fix.
            place: Where it stands, such as ``Reading.locate`` tells; else its own position.
        """
        where = place or self.position
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "level": self.level.value,
            "room": self.key,
            "service_unit": self.unit.value if self.unit else None,
            "path": list(self.path),
            "file": where.file if where else None,
            "line": where.line if where else None,
            "column": where.column if where else None,
            "cell": where.cell if where else None,
            "title": self.said("title", lang),
            "message": self.said("message", lang),
            "fix": self.said("fix", lang) if where and where.cell else self.fix(lang),
            "code": self.code,
        }

    def _coerce(self) -> None:
        object.__setattr__(self, "severity", Severity(self.severity))
        object.__setattr__(self, "level", Level(self.level))
        object.__setattr__(self, "unit", None if self.unit is None else ServiceUnit(self.unit))
        object.__setattr__(self, "path", path_of(self.path))
