"""What the command line says, in Finnish, Swedish and English; a module for each theme."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.messages.texts import spoken
from varaamo_sync.rooms import Lang

Words = dict[Lang, str]
"""A text in its languages."""


def filled(texts: Mapping[str, Words], name: str, lang: Lang, **values: object) -> str:
    """Return a text of some in a language, with its values; each theme has its own of these."""
    return texts[name][lang].format(**{what: spoken(value) for what, value in values.items()})
