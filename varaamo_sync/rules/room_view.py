"""The texts of a catalogue, field by field and language by language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from varaamo_sync.findings import Path
from varaamo_sync.model import Text, format_moment

Strings = Sequence[str | None]
"""A text of each room, by the place of the room."""


class Column(NamedTuple):
    """A text field in one language.

    Attributes:
        path: Where in a room it stands; ends with the language.
        texts: The text of each room.
    """

    path: Path
    texts: Strings

    @property
    def field(self) -> str:
        """The path as a message speaks of it: ``description.sv``."""
        return dotted(self.path)


class Field(NamedTuple):
    """A text field in its three languages; ``path`` is without the language."""

    path: Path
    fi: Strings
    sv: Strings
    en: Strings

    def columns(self) -> tuple[Column, Column, Column]:
        """Return the languages one by one."""
        return (
            Column((*self.path, "fi"), self.fi),
            Column((*self.path, "sv"), self.sv),
            Column((*self.path, "en"), self.en),
        )


def field_of(path: Path, texts: Sequence[Text | None]) -> Field:
    """Return a text field of all rooms, each room's text being one or none."""
    each = [_NO_TEXT if text is None else text.__dict__ for text in texts]
    return Field(
        path,
        [languages["fi"] for languages in each],
        [languages["sv"] for languages in each],
        [languages["en"] for languages in each],
    )


_NO_TEXT = Text().__dict__


def dotted(path: Path) -> str:
    """Return a path as a message speaks of it: ``pricing.0.vat``."""
    return ".".join(str(step) for step in path)


def minute(moment: datetime) -> str:
    """Return a moment as a message speaks of it: ``2027-01-31 08:00``."""
    return format_moment(moment)
