"""The texts of rules: a table for each rule id, with a ``title``, a ``message`` and a ``fix``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from varaamo_sync.words.files import spoken_forms, word_file
from varaamo_sync.words.own_rules import is_own, own_words
from varaamo_sync.words.said import Said, Unnamed
from varaamo_sync.words.themes import Phrase

Part = Literal["title", "message", "fix", "file"]
"""What a text of a rule is for: its name, what is wrong, what to do, how a file says it."""

_Lang = Literal["fi", "sv", "en"]

THEMES = tuple(
    f"findings/{name}" for name in ("rules", "files", "goals", "workbooks", "translations", "respa")
)
"""The word files of rules, those of the most findings first."""

SHEET_FIXES = "workbooks/fixes"
"""The word file of fixes for those who have a sheet before them, and no catalogue files."""


def text(rule: str, part: Part, lang: _Lang, params: Mapping[str, object]) -> str:
    """Return a text of a rule, filled with the values of a finding.

    Args:
        rule: Id of the rule, such as ``description-missing``.
        part: Which of its texts.
        lang: Language of the text.
        params: Values by the names that the templates use.

    Raises:
        KeyError: There is no such rule, or the template uses a name that ``params`` lacks.
    """
    values = _Lenient if is_own(rule) else _Spoken
    return _texts(rule, lang)[part].format_map(values(params, lang))


class RuleMessage(Phrase):
    """The message of a rule as a part of an error, with values in the forms of findings."""

    def told(self, lang: _Lang) -> str:
        """Return the message in a language."""
        return text(self.code, "message", lang, self.values)


def rule_message(rule: str, params: Mapping[str, object]) -> Phrase:
    """Return the message of a rule, for an error that is told in a language not known yet."""
    return RuleMessage("findings", rule, params)


def text_in_file(rule: str, lang: _Lang, params: Mapping[str, object]) -> str | None:
    """Return how a person mends in a catalogue's file what a rule finds, where that is told.

    Args:
        rule: Id of the rule.
        lang: Language of the text.
        params: Values by the names that the templates use.

    Raises:
        KeyError: There is no such rule, or the template uses a name that ``params`` lacks.
    """
    return text(rule, "file", lang, params) if "file" in _texts(rule, lang) else None


def unnamed_text(rule: str, part: Part, lang: _Lang) -> str:
    """Return a text of a rule with … for what it would name.

    Args:
        rule: Id of the rule.
        part: Which of its texts.
        lang: Language of the text.

    Raises:
        KeyError: There is no such rule.
    """
    return _texts(rule, lang)[part].format_map(_Nothing())


def _texts(rule: str, lang: _Lang) -> Mapping[str, str]:
    if is_own(rule):
        return own_words(rule, lang)
    tables = (word_file(theme, lang) for theme in THEMES)
    found: Mapping[str, str] = next((table[rule] for table in tables if rule in table), {})
    return found


def sheet_fix(rule: str, lang: _Lang, params: Mapping[str, object]) -> str:
    """Return how to mend in a sheet what a rule finds; mostly it is what the rule itself says.

    Args:
        rule: Id of the rule.
        lang: Language of the text.
        params: Values by the names that the templates use.
    """
    own = word_file(SHEET_FIXES, lang).get(rule)
    return text(rule, "fix", lang, params) if own is None else own.format_map(_Spoken(params, lang))


class _Spoken(dict[str, object]):
    """Values by name, each as a sentence can hold it."""

    def __init__(self, params: Mapping[str, object], lang: _Lang) -> None:
        super().__init__()
        self._params = params
        self._lang: _Lang = lang

    def __missing__(self, name: str) -> object:
        return Said(self._params[name], self._lang)


class _Lenient(_Spoken):
    """The same for words of somebody else's: what is not among the values is an ellipsis."""

    def __missing__(self, name: str) -> object:
        return super().__missing__(name) if name in self._params else Unnamed()


class _Nothing(dict[str, object]):
    def __missing__(self, _: str) -> object:
        return Unnamed()


def rules(lang: _Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the unfilled texts of every rule in a language, by rule id and part."""
    return _merged(lang, spoken_forms())


@cache
def _merged(lang: _Lang, _: object) -> Mapping[str, Mapping[str, str]]:
    merged = (entry for theme in sorted(THEMES) for entry in word_file(theme, lang).items())
    return MappingProxyType(dict(merged))
