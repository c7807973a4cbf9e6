"""Marks that go out with each text and come back with its translation.

A mark says which text it is of and what the text was in each language, so that whatever moved
meanwhile is seen: a row that was sorted away from its Finnish, a text that somebody changed.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple, cast

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.translations.texts import CatalogueText

_DIGITS = 12
_NONE = "0"
_PRINT = rf"[0-9a-f]{{{_DIGITS}}}|{_NONE}"
_MARK = lazy_pattern(rf"(sv|en)-([0-9a-f]{{{_DIGITS}}})-({_PRINT})-({_PRINT})-({_PRINT})")


class Mark(NamedTuple):
    """Which text a row is of, and what it was when it went out.

    Attributes:
        to: Language that is asked for.
        place: Fingerprint of where the text stands.
        fi: Fingerprint of the Finnish text.
        sv: Fingerprint of the Swedish text; ``0`` where there was none.
        en: Fingerprint of the English text; ``0`` where there was none.
    """

    to: Lang
    place: str
    fi: str
    sv: str
    en: str

    def __str__(self) -> str:
        return "-".join(self)

    def of(self, lang: Lang) -> str:
        """Return the fingerprint of the text in a language."""
        return cast("str", getattr(self, lang))


def mark_of(text: CatalogueText, to: Lang) -> Mark:
    """Return the mark of a text that goes out to be translated."""
    prints = {lang: fingerprint(text.text.get(lang)) for lang in LANGS}
    return Mark(to, place_of(text), **prints)


def read_mark(words: str) -> Mark | None:
    """Return the mark that is written so, or ``None`` where it is none."""
    match = _MARK.fullmatch(words.strip())
    return Mark(cast("Lang", match[1]), *match.groups()[1:]) if match else None


def place_of(text: CatalogueText) -> str:
    """Return a fingerprint of where a text stands; files may be reordered meanwhile."""
    return _hashed(f"{text.home.kind}\x00{text.home.id}\x00{text.field}")


def fingerprint(text: str | None) -> str:
    """Return a fingerprint of a text; ``0`` where there is none."""
    plain = settled(text)
    return _hashed(plain) if plain else _NONE


def settled(text: str | None) -> str:
    """Return a text without what programs change by themselves: line ends and blanks at ends."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
