"""What the command line says, in Finnish, Swedish and English; a module for each theme."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang
from varaamo_sync.words import spoken
from varaamo_sync_cli.media.signs import on_one_line

Words = dict[Lang, str]
"""A text in its languages."""


def filled(texts: Mapping[str, Words], name: str, lang: Lang, **values: object) -> str:
    """Return a text of some in a language, with its values; each theme has its own of these."""
    return texts[name][lang].format(**{key: _told(value) for key, value in values.items()})


def _told(value: object) -> object:
    """Return a value as it stands within a sentence: a name begins no line of its own."""
    said = spoken(value)
    return on_one_line(said) if isinstance(said, str) else said
