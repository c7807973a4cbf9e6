"""Reads a cell: by its kind, and honestly. What cannot be read is a problem, never nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.suggest import closest
from varaamo_sync.workbooks.cells import numbers, prices, times
from varaamo_sync.workbooks.cells.choices import (
    CHOICES,
    CLEAR,
    FLAGS,
    NO,
    NO_LABEL,
    YES,
    YES_LABEL,
    label,
    labels,
)
from varaamo_sync.workbooks.cells.hours.reading import read_hours
from varaamo_sync.workbooks.cells.result import CLEARED, CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import fold, one_line, preview, tidy, without_mark
from varaamo_sync.workbooks.words import word_file

_KEY = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ELSEWHERE = lazy_pattern(
    r"(?:ks|kts|katso|ktso|se|jfr|see|cf)\.? (?:[\w.-]+ ){0,3}?"
    r"(?:liite|liitteestä|liitteessä|liitettä|liitteet|bilaga|bilagan|attachment|appendix|sivu\w*"
    r"|verkkosivu\w*|nettisivu\w*|www\S*|https?\S*|toinen|edellä|yllä|alla|erillinen|ovan|above)"
    r"\b.*|liitteenä|liite|bilaga|kuten yllä|kuten edellä|sama kuin yllä|-? ?[\"”]+ ?-?"
)
_WORDS = word_file("cells/vocabulary")
_PLACEHOLDERS = frozenset(_WORDS["placeholders"])
_SAYS_NOTHING = frozenset(_WORDS["says_nothing"])
"""Answers to another question, where a name or a text is asked for."""
_WORDY = ("name", "text", "known", "names", "images")
_EITHER = lazy_pattern(r" ?(?:/|\||,|\btai\b|\beller\b|\bor\b) ?")
_BULLET = lazy_pattern(r"\s*[-•*–] ")
_MAIN_IMAGE = lazy_pattern(r"(.+?) ?\((?:pääkuva|huvudbild|main)\)", re.IGNORECASE)
_CLEAR = frozenset(fold(word) for word in CLEAR.values())
_NO_LOGIN = frozenset(_WORDS["no_login"])


CellJob = tuple[str, Raw, Help]
"""What a column holds, what its cell holds, and what helps to read it."""


def read_cells(jobs: Iterable[CellJob]) -> list[Read | CellProblem | None]:
    """Read some cells; what cannot be read is a problem in its place."""
    results: list[Read | CellProblem | None] = []
    for kind, raw, help in jobs:
        try:
            results.append(read_cell(kind, raw, help))
        except CellProblem as problem:
            results.append(problem)
    return results


def read_cell(kind: str, raw: Raw, help: Help) -> Read | None:
    """Read a cell.

    Args:
        kind: What its column holds; one of ``KINDS``.
        raw: What the cell holds.
        help: What helps to read it.

    Returns:
        What the cell states; ``None`` where it states nothing, because it is empty.

    Raises:
        CellProblem: It holds something that cannot be read.
    """
    if raw is None:
        return None
    if isinstance(raw, str) and raw.startswith("'"):
        raw = without_mark(raw)
    text = fold(raw if isinstance(raw, str) else str(raw))
    if not text and not (isinstance(raw, str) and tidy(raw)):
        return None
    if text in _CLEAR:
        return Read(CLEARED)
    if text in help.words:
        value = help.words[text]
        return Read(value, None if fold(str(value)) == text else label_of(kind, value, help))
    if isinstance(raw, str):
        _refuse_what_says_nothing(kind, raw, text)
    return KINDS[kind](raw, help)


def _refuse_what_says_nothing(kind: str, raw: str, text: str) -> None:
    """Refuse a cell, or one name of its list, that holds no answer."""
    word = machine_word(raw)
    if word is not None:
        rule = "cell-error" if "#" in word or ":" in word else "cell-machine-word"
        raise CellProblem(rule, text=preview(raw))
    if _ELSEWHERE.fullmatch(text) or not text:
        raise CellProblem("cell-points-elsewhere", text=preview(raw))
    if _offers(kind, text):
        raise CellProblem("cell-undecided", text=preview(raw))
    says_nothing = text in _SAYS_NOTHING and kind in _WORDY
    if says_nothing or (text in _PLACEHOLDERS and not _is_choice(kind, text)):
        raise CellProblem("cell-placeholder", text=preview(raw))


def _offers(kind: str, text: str) -> bool:
    """Tell whether a cell still says all that it could say: ``kyllä / ei``."""
    pieces = _EITHER.split(text)
    if len(pieces) < 2:
        return False
    if kind in FLAGS:
        values = {piece in YES for piece in pieces if piece in YES or piece in NO}
    elif kind.removeprefix("choice:") in CHOICES:
        known = _choices(kind.removeprefix("choice:"))
        values = {known[piece][0] for piece in pieces if piece in known}  # type: ignore[misc]
    else:
        return False
    return len(values) > 1


def label_of(kind: str, value: object, help: Help) -> str:
    """Return a value in the words of the template."""
    if isinstance(value, bool):
        return (YES_LABEL if value else NO_LABEL)[help.lang]
    name = kind.removeprefix("choice:")
    return label(name, str(value), help.lang) if name in CHOICES else preview(value)


def _is_choice(kind: str, text: str) -> bool:
    name = kind.removeprefix("choice:")
    return name in CHOICES and text in _choices(name)


def _name(raw: Raw, _: Help) -> Read:
    text = _text_of(raw)
    name = one_line(text)
    return Read(name, preview(name) if "\n" in tidy(text) else None)


def _text(raw: Raw, _: Help) -> Read:
    return Read(tidy(_text_of(raw)))


def _text_of(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return f"{raw:.15g}"
    raise CellProblem("cell-text", text=preview(raw))


def _id(raw: Raw, _: Help) -> Read:
    text = one_line(_text_of(raw))
    whole = re.fullmatch(r"(\d+)[.,]0", text)
    return Read(whole[1], whole[1]) if whole else Read(text.strip("\"'”’"))


def _key(raw: Raw, help: Help) -> Read:
    key = _id(raw, help).value
    if not _KEY.fullmatch(key):
        raise CellProblem("cell-key", text=preview(raw))
    return Read(key)


def _known_name(raw: Raw, help: Help) -> Read:
    name = _name(raw, help)
    return name._replace(value=help.vocabulary.get(fold(name.value), name.value))


def _names(raw: Raw, help: Help) -> Read:
    text = tidy(_text_of(raw))
    if fold(text) in help.vocabulary:
        return Read([help.vocabulary[fold(text)]])
    separator = next((mark for mark in ("\n", ";", ",") if mark in str(raw).strip(" ")), None)
    pieces = text.split(separator) if separator else [text]
    bullets = separator == "\n" and all(_BULLET.match(piece) for piece in pieces if piece.strip())
    names = [one_line(_BULLET.sub("", piece) if bullets else piece) for piece in pieces]
    for name in filter(None, names):
        _refuse_what_says_nothing("names", name, fold(name))
    known = (help.vocabulary.get(fold(name), name) for name in names if name)
    return Read(list(dict.fromkeys(known)))


def _images(raw: Raw, _: Help) -> Read:
    images = []
    for name in _names(raw, Help()).value:
        main = _MAIN_IMAGE.fullmatch(name)
        images.append({"file": main[1], "type": "main"} if main else {"file": name})
    return Read(images)


def _flag(raw: Raw, help: Help) -> Read:
    if isinstance(raw, bool):
        return Read(raw)
    text = fold(str(raw))
    if text in YES or text in NO:
        return Read(text in YES)
    allowed = f"{YES_LABEL[help.lang]}, {NO_LABEL[help.lang]}"
    raise CellProblem("cell-choice", text=preview(raw), allowed=allowed, near="–")


def _choice(name: str) -> Callable[[Raw, Help], Read]:
    def read(raw: Raw, help: Help) -> Read:
        text = fold(str(raw))
        known = _choices(name)
        if text in known:
            value, literal = known[text]
            return Read(value, None if literal else label(name, value, help.lang))
        if name == "login" and text in _NO_LOGIN:
            return Read("weak", label(name, "weak", help.lang))
        if name == "wanted" and (text in YES or text in NO):
            value = "published" if text in YES else "draft"
            return Read(value, label(name, value, help.lang))
        near = closest(text, known)
        raise CellProblem(
            "cell-choice",
            text=preview(raw),
            allowed=", ".join(labels(name, help.lang)),
            near=label(name, known[near[0]][0], help.lang) if near else "–",
        )

    return read


@lru_cache(maxsize=len(CHOICES))
def _choices(name: str) -> dict[str, tuple[str, bool]]:
    """Return values by words in lower case, each with whether the word is the template's own."""
    words: dict[str, tuple[str, bool]] = {}
    for choice in CHOICES[name]:
        for word in (choice.value, *choice.labels.values()):
            words.setdefault(fold(word), (choice.value, True))
    for choice in CHOICES[name]:
        for word in choice.others:
            words.setdefault(fold(word), (choice.value, name == "service_unit"))
    return words


KINDS: Mapping[str, Callable[[Raw, Help], Read]] = {
    "name": _name,
    "text": _text,
    "id": _id,
    "key": _key,
    "known": _known_name,
    "names": _names,
    "images": _images,
    "flag": _flag,
    "free": prices.read_free,
    "whole": numbers.read_whole,
    "least": numbers.read_least,
    "most": numbers.read_most,
    "area": numbers.read_area,
    "days": numbers.read_days,
    "lowest": prices.read_lowest,
    "highest": prices.read_highest,
    "percent": numbers.read_percent,
    "price": prices.read_price,
    "duration": times.read_duration,
    "interval": times.read_interval,
    "day": times.read_day,
    "moment": times.read_moment,
    "hours": read_hours,
    **{f"choice:{name}": _choice(name) for name in CHOICES},
    "choice:price_unit": prices.read_unit,
}
"""How each kind of column is read."""
