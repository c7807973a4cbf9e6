"""Texts for people, looked up by theme and code, and filled with what they speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from functools import reduce
from operator import getitem
from typing import Any, Literal, get_args

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words.files import unfilled, word_file
from varaamo_sync.words.forms import NOTHING, Counted, Listed, moment, number, system_name

_Lang = Literal["fi", "sv", "en"]
_LANGS: tuple[_Lang, ...] = get_args(_Lang)

_LINE_ENDS = lazy_pattern("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Theme:
    """The texts of one word file; making it reads nothing.

    Attributes:
        name: Path of the file in the folder of each language, such as ``commands/plan``.
    """

    name: str

    def __call__(self, code: str, lang: _Lang, /, **values: object) -> str:
        """Return a text in a language, filled with its values.

        Args:
            code: Its name in the file; where it stands in a table, with the table's before a dot.
            lang: The language.
            values: Values by the names that the text uses.

        Raises:
            KeyError: There is no such text, or it uses a name that ``values`` lack.
        """
        told = {name: _told(value, lang) for name, value in values.items()}
        return unfilled(self.name, code, lang).format_map(told)

    def in_languages(self, name: str) -> Mapping[_Lang, Any]:
        """Return what the files of all languages hold under a name: texts, tables or lists."""
        return {
            lang: reduce(getitem, name.split("."), word_file(self.name, lang)) for lang in _LANGS
        }

    def table(self, name: str, lang: _Lang) -> Mapping[str, str]:
        """Return the unfilled texts of a table of the file."""
        table: Mapping[str, str] = word_file(self.name, lang)[name]
        return table


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for which it is not known yet in which language they will be read.

    Attributes:
        theme: Name of the theme that they are of.
        code: Their name in it.
        values: Values that they speak of.
    """

    theme: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, lang: _Lang) -> str:
        """Return the words in a language."""
        return Theme(self.theme)(self.code, lang, **self.values)

    def __str__(self) -> str:
        """Return the words in English, for logs."""
        return self.told("en")


def _told(value: object, lang: _Lang) -> object:
    """Return a value as a text of a language holds it: a name begins no line of its own."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Counted(value, lang)
    if isinstance(value, dt.date):
        return moment(value, lang)
    if isinstance(value, Fraction):
        return number(value, lang)
    if isinstance(value, Phrase):
        return value.told(lang)
    if isinstance(value, list | tuple) and value:
        return Listed(tuple(str(_told(item, lang)) for item in value), lang)
    said = spoken(value)
    return on_one_line(system_name(said, lang)) if isinstance(said, str) else said


def on_one_line(text: str) -> str:
    """Return a text whose ends of lines are blanks, so that no name begins a line of its own."""
    return _LINE_ENDS.sub(" ", text)


def spoken(value: object) -> Any:
    """Return a value as a sentence can hold it: several things as a list of words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {spoken(item)}" for name, item in value.items()) or NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(str(spoken(item)) for item in value) or NOTHING
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(str(spoken(item)) for item in value)) or NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOTHING if value is None else value
