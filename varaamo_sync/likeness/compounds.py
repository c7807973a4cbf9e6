"""Compounds taken apart: *ryhmätyötila* is a *tila* for *ryhmätyö*; and what was mistyped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from varaamo_sync.likeness.vocabulary import KIND_OF, PARTS, TRAITS, USE_OF
from varaamo_sync.likeness.words import same_word, slipped

_LONGEST = max(map(len, KIND_OF))

_SHORTEST = 3
"""Letters of the shortest piece of a compound."""

_LEGIBLE = 4
"""Letters of the shortest piece that is known although it is mistyped."""

_OF_ITS_OWN = 6
"""Letters of the shortest word that is no compound and is known although it is mistyped."""


@lru_cache(maxsize=16_384)
def take_apart(word: str) -> tuple[str, str] | None:
    """Return a compound as what stands before the kind of place, and the kind.

    A kind that is mistyped is known where what stands before it is (*kokous-tlia*), or where it
    is a long word of its own (*auditoria*); then nothing stands before it.
    """
    found = list(_splits(word))
    known = next((one for one in found if _is_known(one[0])), None)
    return known or (found[0] if found else _mistyped(word))


def _splits(word: str) -> Iterator[tuple[str, str]]:
    for length in range(min(_LONGEST, len(word) - 1), _SHORTEST - 1, -1):
        before, kind = word[:-length], word[-length:]
        if kind in KIND_OF and (len(before) >= _SHORTEST or before in USE_OF):
            yield before, kind


def _is_known(word: str) -> bool:
    return word in USE_OF or word in KIND_OF or word in TRAITS or word in PARTS


def _mistyped(word: str) -> tuple[str, str] | None:
    for end in range(len(word) - _LEGIBLE, _SHORTEST - 1, -1):
        if word[:end] in USE_OF and (kind := _nearest(word[end:], _LEGIBLE)):
            return word[:end], kind
    kind = _nearest(word, _OF_ITS_OWN)
    return ("", kind) if kind else None


def _nearest(word: str, least: int) -> str | None:
    return next((kind for kind in KIND_OF if len(kind) >= least and slipped(kind, word)), None)


@lru_cache(maxsize=16_384)
def uses_in(word: str) -> tuple[str, ...]:
    """Return the uses that a word is made of: *soittoharjoitus* is *soitto* and *harjoitus*."""
    for end in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if word[:end] in USE_OF and word[end:] in USE_OF:
            return word[:end], word[end:]
    return ()


@lru_cache(maxsize=16_384)
def use_like(word: str) -> str | None:
    """Return the use that a word is a form of: *yhdistysten* is *yhdistys*."""
    return next((use for known, use in USE_OF.items() if same_word(known, word)), None)


@lru_cache(maxsize=16_384)
def meant(word: str) -> str:
    """Return the word before a kind of place that was meant, where one is near: *juhla* for *juhl*.

    Where none is, the word itself is returned.
    """
    near = (use for use in USE_OF if min(len(use), len(word)) >= _LEGIBLE and slipped(use, word))
    return next(near, word)
