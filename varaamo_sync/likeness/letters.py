"""Letters of a name made alike: no case, no accents, plain dashes and spaces."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_LETTERS = str.maketrans({"ß": "ss", "æ": "a", "Æ": "A", "ø": "o", "Ø": "O", "ð": "d", "đ": "d"})
_FRACTIONS = str.maketrans({"½": " 1/2 ", "⅓": " 1/3 ", "⅔": " 2/3 ", "¼": " 1/4 ", "¾": " 3/4 "})


def plain(text: str) -> str:
    """Return a text without accents, invisible signs and kinds of dashes, in its own case.

    Finnish dots go, too: half of the sheets that units send were typed without them somewhere.
    """
    text = _INVISIBLE.sub("", text.translate(_FRACTIONS))
    spread = unicodedata.normalize("NFKD", text.translate(_DASHES).translate(_LETTERS))
    return "".join(char for char in spread if not unicodedata.combining(char))


def folded(text: str) -> str:
    """Return the same without case."""
    return plain(text).casefold()
