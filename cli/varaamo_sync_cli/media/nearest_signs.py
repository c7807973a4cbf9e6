"""Signs that an encoding does not have, written by the nearest that every encoding has.

A pipe of Windows speaks cp1252, an old terminal ISO-8859-1 or ASCII. None of them is a reason to
end; what a person reads there falls back sign by sign.
"""

from __future__ import annotations

import codecs

NEAREST = "varaamo_sync.nearest"
"""Name of the way to handle errors, for ``errors=`` of a stream."""

_UNKNOWN = "?"
_BOX = range(0x2500, 0x2580)
_BLOCKS = range(0x2580, 0x25A0)
_SIGNS = {
    sign: nearest
    for nearest, signs in {
        "->": "→⇒➔",
        "<-": "←⇐",
        "<->": "↔",
        "-": "‐‑‒–—―−─━┄┅┈┉╌╍═╴╶╸╺",
        "|": "│┃┆┇┊┋╎╏║╵╷╹╻",
        "...": "…",
        '"': "“”„‟«»",
        "'": "‘’‚‛‹›´",
        "*": "•·★☆",
        "x": "×✓✔☑✗✘",
        "/": "÷⁄",
        "<=": "≤",
        ">=": "≥",
        "!=": "≠",
        "~": "≈",
        "EUR": "€",
        "deg": "°",
        "u": "µμ",
        "ss": "ß",
        "ae": "æ",
        "AE": "Æ",
        "oe": "œ",
        "OE": "Œ",
        "o": "ø",
        "O": "Ø",
        "d": "đ",
        "D": "Đ",
        "l": "ł",
        "L": "Ł",
    }.items()
    for sign in signs
}


def nearest(sign: str) -> str:
    """Return what stands for a sign in ASCII: ``->`` for an arrow, ``a`` for ``ä``, else ``?``."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if ord(sign) in _BOX:
        return "+"
    if ord(sign) in _BLOCKS:
        return "#"
    import unicodedata

    parts = unicodedata.normalize("NFKD", sign)
    plain = "".join(_SIGNS.get(part, part) for part in parts)
    return plain.encode("ascii", "ignore").decode("ascii") or _UNKNOWN


def _fall_back(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(nearest, error.object[error.start : error.end])), error.end


codecs.register_error(NEAREST, _fall_back)
