"""The words of rules that are not of this library: who makes such a rule brings them along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

_Lang = Literal["fi", "sv", "en"]

_KNOWN: dict[str, Mapping[str, Mapping[str, str]]] = {}

_LANGS: tuple[_Lang, ...] = ("fi", "sv", "en")


def is_own(rule: str) -> bool:
    """Whether a rule is not of this library: only such ids have a slash."""
    return "/" in rule


def add_rule_words(rule: str, parts: Mapping[str, str | Mapping[_Lang, str]]) -> None:
    """Make the words of a rule known.

    Args:
        rule: Its id.
        parts: Its texts by part; each in one language for all, or by language.
    """
    _KNOWN[rule] = {
        lang: {part: _in_language(said, lang) for part, said in parts.items()} for lang in _LANGS
    }


def own_words(rule: str, lang: str) -> Mapping[str, str]:
    """Return the texts of a rule; where nobody here knows it, its id stands for them."""
    if rule in _KNOWN:
        return _KNOWN[rule][lang]
    bare = rule.replace("{", "{{").replace("}", "}}")
    return {"title": bare, "message": bare, "fix": bare}


def _in_language(said: str | Mapping[_Lang, str], lang: _Lang) -> str:
    if isinstance(said, str):
        return said
    return next(said[one] for one in (lang, *_LANGS) if said.get(one))
