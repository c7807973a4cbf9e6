"""The words that cells use for yes and no and for choices, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from varaamo_sync.model import LANGS, Lang, ServiceUnit
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.words import word_file


class Choice(NamedTuple):
    """One value of a choice: what the template calls it, and what else people call it."""

    value: str
    labels: Mapping[Lang, str]
    others: tuple[str, ...] = ()


def _choices(words: Mapping[str, Any]) -> Mapping[str, tuple[Choice, ...]]:
    choices = {
        name: tuple(Choice(c["value"], c["labels"], tuple(c.get("others", ()))) for c in entries)
        for name, entries in words["choices"].items()
    }
    units = []
    for unit in ServiceUnit:
        names = (*(unit.label(lang) for lang in LANGS), *words["service_units"][unit.value])
        units.append(Choice(unit.value, dict.fromkeys(LANGS, unit.value), names))
    return {**choices, "service_unit": tuple(units)}


_WORDS = word_file("cells/vocabulary")
_labels = Theme("workbooks/sheets")

FLAGS = ("flag", "free")
"""Kinds of cells that say yes or no."""

YES: tuple[str, ...] = tuple(_WORDS["yes"])
NO: tuple[str, ...] = tuple(_WORDS["no"])
YES_LABEL: Mapping[Lang, str] = _labels.in_languages("cells.yes")
NO_LABEL: Mapping[Lang, str] = _labels.in_languages("cells.no")

CLEAR: Mapping[Lang, str] = _labels.in_languages("cells.clear")
"""What a cell says to take away what the catalogue states; an empty cell states nothing."""

EXAMPLE: Mapping[Lang, str] = _labels.in_languages("cells.example")
"""What the key column of a row says that is an example."""

NEW: tuple[str, ...] = tuple(_WORDS["new"])
"""What the key column of a row says that is a new room, however alike another one is."""

CHOICES = _choices(_WORDS)
"""Every choice by its name; values are those of the catalogue."""


def label(choice: str, value: str, lang: Lang) -> str:
    """Return what the template calls a value."""
    return next((c.labels[lang] for c in CHOICES[choice] if c.value == value), value)


def labels(choice: str, lang: Lang) -> tuple[str, ...]:
    """Return what the template calls the values of a choice, in order."""
    return tuple(option.labels[lang] for option in CHOICES[choice])
