"""Names that a person may have meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

NONE = "–"
"""What messages show when nothing comes near."""

_COUNT = 3
_LIKENESS = 0.6


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, letter by letter: from 0 to 1."""
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100


def closest(
    name: str, names: Iterable[str], *, count: int = 1, least: float = _LIKENESS
) -> list[str]:
    """Return the names that are most like a name, best first.

    Args:
        name: What was written.
        names: What may have been meant.
        count: How many at the most.
        least: How alike they must be.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        name, list(names), scorer=fuzz.ratio, limit=count, score_cutoff=100 * least
    )
    return [meant for meant, _, _ in found]


def require_known(given: Iterable[str], known: Collection[str], function: str) -> None:
    """Refuse keyword arguments that a function does not have, as Python does by itself.

    Args:
        given: Names of the arguments that were given.
        known: Names of those that there are.
        function: Name of the function.

    Raises:
        TypeError: One is not known; the message names it, and what may have been meant.
    """
    for name in given:
        if name not in known:
            meant = "".join(f" Did you mean {near!r}?" for near in closest(name, known))
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}.{meant}")


def wrong_kind(function: str, argument: str, given: object, wanted: str) -> TypeError:
    """Return what says that an argument is of a wrong kind."""
    return TypeError(f"{function}() needs as {argument} {wanted}, not {type(given).__name__!r}")


def suggest(name: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels of names that are like a name or hold it, three at the most, best first.

    Args:
        name: What was written.
        labels: What to show, by the names in lower case that it is known by.
    """
    wanted = name.strip().casefold()
    if not wanted:
        return ()
    # "Sali" and "Liikuntasali" are alike to a person, though few of their letters are the same.
    holding = sorted((known for known in labels if wanted in known or known in wanted), key=len)
    close = closest(wanted, labels, count=_COUNT)
    return tuple(dict.fromkeys(labels[known] for known in (*close, *holding)))[:_COUNT]


def join_names(names: Iterable[str]) -> str:
    """Return names as a message shows them."""
    return ", ".join(names) or NONE
