"""Rows: texts that go out to be translated, and what comes back of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.translations.marks import mark_of, settled
from varaamo_sync.translations.texts import CatalogueText


@dataclass(frozen=True, slots=True)
class Row:
    """A text that goes out to be translated.

    Attributes:
        mark: What it is known by when it comes back.
        to: Language that is asked for.
    """

    mark: str
    to: Lang
    source: CatalogueText

    @property
    def finnish(self) -> str:
        """The Finnish text."""
        return self.source.text.fi or ""

    @property
    def translation(self) -> str:
        """The text in the language that is asked for; empty where it is missing."""
        return self.source.text.get(self.to) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """A row of a file that a translator has sent back.

    Attributes:
        position: Where the row, or the cell of its translation, is.
        mark: Its mark, as it came back; ``None`` where it has none.
        texts: Texts of the row by language; empty ones are left out.
        room: What the file says that the text is of.
        field: What the file says that the text is.
        problem: Rule by which the translation cannot be read, and its values.
    """

    position: Position
    mark: str | None
    texts: Mapping[Lang, str]
    room: str = ""
    field: str = ""
    problem: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that a translator has sent back.

    Attributes:
        kind: ``xlsx``, ``ods``, ``csv`` or ``xliff``.
        unreadable: Why nothing of it could be read.
    """

    name: str
    kind: str
    rows: tuple[ReturnedRow, ...] = field(default=())
    unreadable: Finding | None = None


def rows_to_translate(
    texts: Iterable[CatalogueText],
    to: Lang,
    *,
    all: bool = False,
    unit: ServiceUnit | None = None,
) -> tuple[Row, ...]:
    """Return the texts that are to be translated, each once.

    Args:
        texts: Texts of the catalogue.
        to: Language into which.
        all: Those that are translated already, too.
        unit: Only texts of this service unit, and what is stated for the rooms of all.
    """
    rows: dict[str, Row] = {}
    for text in texts:
        of_all = text.unit is None and text.home.kind == "defaults"
        if not settled(text.text.fi) or not (unit in (None, text.unit) or of_all):
            continue
        if all or not settled(text.text.get(to)):
            mark = str(mark_of(text, to))
            rows.setdefault(mark, Row(mark, to, text))
    return tuple(rows.values())
