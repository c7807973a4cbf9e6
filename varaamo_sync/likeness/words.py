"""When two words are one: written alike, inflected, mistyped; and compounds taken apart."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from varaamo_sync.likeness.vocabulary import BASES, ENDINGS, KIND_OF, USE_OF

_remember = lru_cache(maxsize=16_384)

_COMMON = 4
"""Letters that two forms of one word have in common."""

_ONE_TYPO, _TWO_TYPOS = 5, 9
"""Letters of the shortest words that may be mistyped in one of them, and in two."""

_LONGEST = max(map(len, KIND_OF))

_PIECE = 3
"""Letters of the shortest piece of a compound."""

_LEGIBLE, _OF_ITS_OWN = 4, 6
"""Letters of the shortest word that is known although mistyped: in a compound, and alone."""


@_remember
def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one: *Arabian* is *Arabia*, *Orvokin Orvokki*."""
    if one == other:
        return True
    common = Prefix.similarity(one, other)
    here, there = one[common:], other[common:]
    if common < (_COMMON if here and there else _COMMON - 1):
        return False
    return (here in ENDINGS and there in BASES) or (there in ENDINGS and here in BASES)


@_remember
def mistyped(one: str, other: str) -> bool:
    """Tell whether one folded word may be the other one mistyped; the first letter is right."""
    shorter = min(len(one), len(other))
    most = 1 if shorter < _TWO_TYPOS else 2
    return shorter >= _ONE_TYPO and one[0] == other[0] and _within(one, other, most)


def slipped(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter, not the first, or by two that changed places."""
    return (one[0] == other[0] or one[1::-1] == other[:2]) and _within(one, other, 1)


def _within(one: str, other: str, most: int) -> bool:
    return OSA.distance(one, other, score_cutoff=most) <= most


def rest_of(longer: str, shorter: str) -> str:
    """Return what a word has more than another that it begins or ends with.

    *Jääkaukalo* is a *kaukalo* with *jää* before it. Nothing is returned where it is not so.
    """
    if _ONE_TYPO <= len(shorter) < len(longer):
        if longer.startswith(shorter):
            return longer.removeprefix(shorter)
        if longer.endswith(shorter):
            return longer.removesuffix(shorter)
    return ""


@_remember
def take_apart(word: str) -> tuple[str, str] | None:
    """Return a compound as what stands before the kind of place, and the kind.

    *Ryhmätyötila* is a *tila* for *ryhmätyö*. A kind that is mistyped is known where what stands
    before it is (*kokous-tlia*), or where it is a long word of its own (*auditoria*); then
    nothing stands before it.
    """
    for length in range(min(_LONGEST, len(word) - 1), _PIECE - 1, -1):
        before, kind = word[:-length], word[-length:]
        if kind in KIND_OF and (len(before) >= _PIECE or before in USE_OF):
            return before, kind
    for end in range(len(word) - _LEGIBLE, _PIECE - 1, -1):
        if word[:end] in USE_OF and (near := _nearest_kind(word[end:], _LEGIBLE)):
            return word[:end], near
    alone = _nearest_kind(word, _OF_ITS_OWN)
    return ("", alone) if alone else None


def _nearest_kind(word: str, least: int) -> str | None:
    return next((kind for kind in KIND_OF if len(kind) >= least and slipped(kind, word)), None)


@_remember
def use_like(word: str) -> str | None:
    """Return the use that a word is a form of: *yhdistysten* is *yhdistys*."""
    return next((use for known, use in USE_OF.items() if same_word(known, word)), None)


@_remember
def nearest_use(word: str) -> str:
    """Return the word for a use that was meant, *juhla* for *juhl*, or the word itself."""
    near = (use for use in USE_OF if min(len(use), len(word)) >= _LEGIBLE and slipped(use, word))
    return next(near, word)
