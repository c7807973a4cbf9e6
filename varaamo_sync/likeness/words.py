"""When two words are one: written alike, inflected, or mistyped."""

from __future__ import annotations

from functools import lru_cache

from varaamo_sync.likeness.vocabulary import BASES, ENDINGS

_LEAST = 4
"""Letters that two forms of one word have in common."""

_TYPO = 5
"""Letters of the shortest word that may be mistyped in one of them."""

_TWO_TYPOS = 9
"""Letters of the shortest word that may be mistyped in two of them."""


@lru_cache(maxsize=16_384)
def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one: *Arabian* is *Arabia*, *Orvokin Orvokki*."""
    if one == other:
        return True
    common = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        common += 1
    here, there = one[common:], other[common:]
    least = _LEAST if here and there else _LEAST - 1
    if common < least:
        return False
    return (here in ENDINGS and there in BASES) or (there in ENDINGS and here in BASES)


@lru_cache(maxsize=16_384)
def mistyped(one: str, other: str) -> bool:
    """Tell whether one folded word may be the other one mistyped; the first letter is right."""
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    if shorter < _TYPO or one[0] != other[0]:
        return False
    most = 1 if shorter < _TWO_TYPOS else 2
    return OSA.distance(one, other, score_cutoff=most) <= most


def slipped(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter, not the first, or by two that changed places."""
    from rapidfuzz.distance import OSA

    begun = one[0] == other[0] or one[1::-1] == other[:2]
    return begun and OSA.distance(one, other, score_cutoff=1) <= 1


def rest_of(longer: str, shorter: str) -> str:
    """Return what a word has more than another that it begins or ends with.

    *Jääkaukalo* is a *kaukalo* with *jää* before it. Nothing is returned where it is not so.
    """
    if _TYPO <= len(shorter) < len(longer):
        if longer.startswith(shorter):
            return longer.removeprefix(shorter)
        if longer.endswith(shorter):
            return longer.removesuffix(shorter)
    return ""
