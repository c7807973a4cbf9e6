"""Names that a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

NONE = "–"
"""What messages show when nothing comes near."""

_COUNT = 3
_LIKENESS = 0.6


def near(name: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels whose names are most like a name, best first, three at the most.

    Args:
        name: What was written.
        labels: What to show, by the names in lower case that it is known by.
    """
    wanted = name.strip().casefold()
    if not wanted:
        return ()
    close = get_close_matches(wanted, labels, n=_COUNT, cutoff=_LIKENESS)
    # "Sali" and "Liikuntasali" are alike to a person, but not to difflib.
    holding = sorted((known for known in labels if wanted in known or known in wanted), key=len)
    return tuple(dict.fromkeys(labels[known] for known in (*close, *holding)))[:_COUNT]


def spoken(labels: Iterable[str]) -> str:
    """Return labels as a message shows them."""
    return ", ".join(labels) or NONE


class Guesses:
    """Near names for the messages of one check, each looked up once.

    Comparing names is slow, and a table that is wrong as a whole is not mended name by name:
    after so many comparisons nothing is suggested any more.
    """

    def __init__(self, comparisons: int = 50_000) -> None:
        self._left = comparisons
        self._known: dict[tuple[int, tuple[str, ...]], str] = {}

    def like(self, labels: Mapping[str, str], *names: str) -> str:
        """Return the labels that come nearest to some names, as a message shows them."""
        memo = (id(labels), names)
        if memo not in self._known:
            self._left -= len(labels) * len(names)
            close = (label for name in names for label in near(name, labels))
            self._known[memo] = spoken(dict.fromkeys(close)) if self._left >= 0 else NONE
        return self._known[memo]
