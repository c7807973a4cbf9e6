"""The texts of rules, one TOML file per topic and language: ``<topic>.<lang>.toml``.

A table per rule id holds a ``title``, a ``message`` and a ``fix``; message and fix are
``str.format`` templates over the parameters of a finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal

Part = Literal["title", "message", "fix"]
"""What a text of a rule is for: its name, what is wrong, what to do."""

_Lang = Literal["fi", "sv", "en"]

NOTHING = "–"
"""What stands where there is nothing to name."""


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
    return rules(lang)[rule][part].format_map(_Spoken(params))


class _Spoken(dict[str, object]):
    """Values by name, each as a sentence can hold it."""

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__()
        self._params = params

    def __missing__(self, name: str) -> object:
        return spoken(self._params[name])


def spoken(value: object) -> object:
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


def rules(lang: _Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the unfilled texts of every rule in a language, by rule id and part.

    Raises:
        ValueError: Two files speak of the same rule.
    """
    return _packaged(lang)


@lru_cache(maxsize=3)
def _packaged(lang: _Lang) -> Mapping[str, Mapping[str, str]]:
    return load(resources.files("varaamo_sync.messages"), lang)


def load(folder: Traversable, lang: str) -> Mapping[str, Mapping[str, str]]:
    """Merge every ``<topic>.<lang>.toml`` of a folder.

    Raises:
        ValueError: Two files speak of the same rule.
    """
    merged: dict[str, Mapping[str, str]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(f".{lang}.toml"):
            continue
        for rule, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if rule in merged:
                message = f"{file.name}: rule {rule} has its texts in another file already"
                raise ValueError(message)
            merged[rule] = MappingProxyType(texts)
    return MappingProxyType(merged)
