"""Words of machines where people's should be: ``NULL``, ``#PUUTTUU!``, ``Err:502``, ``####``.

Databases write the first kind for a value that is missing, spreadsheet programs the second for
one that could not be computed, in the language of whoever had the program open. Neither is ever
content: no text, no type, no venue.
"""

from __future__ import annotations

import re

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_MISSING = frozenset(
    (
        *(around.format(word) for word in ("null", "nan", "na", "undefined")
          for around in ("{}", "({})", "[{}]", "<{}>", "{{{}}}")),
        "n/a", "\\n", "[object object]", "inf", "-inf", "infinity", "-infinity",
        "0000-00-00", "0000-00-00 00:00:00", "0000-00-00t00:00:00",
    )
)  # fmt: skip
"""How programs write a missing value; a word of people's, such as ``ei``, is not among them."""

_ERRORS = lazy_pattern(
    r"#(?:"
    r"PUUTTUU!|ARVO!|VIITTAUS!|JAKO/0!|NIMI\?|LUKU!|TYHJÄ!"  # Finnish
    r"|SAKNAS!|VÄRDEFEL!|REFERENS!|DIVISION/0!|NAMN\?|OGILTIGT!|SKÄRNING!"  # Swedish
    r"|VALUE!|REF!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|EXTERNAL!"
    r"|UNKNOWN!|ERROR!|N/A(?!\w)|GETTING_DATA)"
)
"""Errors of spreadsheet programs, wherever in a text they stand."""

_LIKE_AN_ERROR = lazy_pattern(
    r"#[A-ZÅÄÖÉÈÚÇÃÑ][A-ZÅÄÖÉÈÚÇÃÑ_/0-9. ]*[!?]|#(?:N/A|I/T|N/D|NV)"  # in any language
    r"|#{3,}"  # a number in a column that was too narrow to show it
    r"|1\.#(?:QNAN|INF|IND)\w*"
    r"|(?:ERR|VIRHE|FEL): ?5\d\d"
)
"""What is an error where it is the whole of a text."""

_FIRST_SIGNS = frozenset("#1eEfFvV").union(
    sign for word in _MISSING for sign in (word[0], word[0].upper())
)
"""What such a word begins with; most names begin otherwise, and are looked at no further."""

_OF_LIBREOFFICE = lazy_pattern(r"\b(?:Err|Virhe|Fel):5\d\d\b")

_TAGS = lazy_pattern(r"</?(?:p|div|span|br|strong|em)\b[^<>]*>", re.IGNORECASE)
_AROUND = " \t\r\n\u00a0\"'.,;"
_BEGINNINGS = _FIRST_SIGNS.union(_AROUND, "<")
"""What a text begins with that may be one of them, with what stands around it."""
_LONGEST = 40
"""Letters of the longest text that is one of these words, tags included."""


def machine_word(text: str) -> str | None:
    """Return the machine's word that a text is, or that spoils it; ``None`` for people's words.

    A missing value is one only where it is the whole text: a room may be called "Null 1". An
    error of a spreadsheet program is one wherever it stands.
    """
    if "#" in text and (found := _ERRORS.search(text)):
        return found[0]
    if ":" in text and (found := _OF_LIBREOFFICE.search(text)):
        return found[0]
    if len(text) > _LONGEST or text[:1] not in _BEGINNINGS:
        return None
    whole = text.strip(_AROUND)
    if "<" in whole and not _is_one(whole):
        whole = _TAGS.sub("", whole).strip(_AROUND)
    return whole if _is_one(whole) else None


def _is_one(whole: str) -> bool:
    if whole[:1] not in _FIRST_SIGNS:
        return False
    marked = "#" in whole or ":" in whole
    return whole.casefold() in _MISSING or (
        marked and _LIKE_AN_ERROR.fullmatch(whole.upper()) is not None
    )
