"""Reads a cell: by its kind, and honestly. What cannot be read is a problem, never nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.suggest import closest
from varaamo_sync.workbooks.amounts import (
    read_area,
    read_days,
    read_least,
    read_most,
    read_percent,
    read_whole,
)
from varaamo_sync.workbooks.choices import (
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
from varaamo_sync.workbooks.grid import Raw
from varaamo_sync.workbooks.letters import folded, one_line, shown, tidy, without_mark
from varaamo_sync.workbooks.prices import (
    read_free,
    read_highest,
    read_lowest,
    read_price,
    read_unit,
)
from varaamo_sync.workbooks.reading_cell import CLEARED, CellProblem, Help, Read
from varaamo_sync.workbooks.times import read_day, read_duration, read_interval, read_moment

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ELSEWHERE = re.compile(
    r"(?:ks|kts|katso|ktso|se|jfr|see|cf)\.? (?:[\w.-]+ ){0,3}?"
    r"(?:liite|liitteestä|liitteessä|liitettä|liitteet|bilaga|bilagan|attachment|appendix|sivu\w*"
    r"|verkkosivu\w*|nettisivu\w*|www\S*|https?\S*|toinen|edellä|yllä|alla|erillinen|ovan|above)"
    r"\b.*|liitteenä|liite|bilaga|kuten yllä|kuten edellä|sama kuin yllä|-? ?[\"”]+ ?-?"
)
_PLACEHOLDERS = frozenset(
    ("?", "??", "???", "-", "--", "---", "...", "…", ".", "/", "ei tiedossa", "ei tietoa",
     "tarkistetaan", "selvitetään", "selvityksessä", "tulossa", "puuttuu", "avoin", "tbd", "tba",
     "xxx", "okänt", "oklart", "unknown", "täydennetään", "täydentyy", "sovitaan",
     "sovitaan erikseen", "sovittavissa", "sopimuksen mukaan", "mitataan", "hinnasto",
     "hinnaston mukaan", "hinnaston mukaisesti", "enligt prislista", "enligt överenskommelse",
     "by agreement", "ilmoitetaan myöhemmin", "päivitetään", "kysytään", "vaihtelee")
)  # fmt: skip
_SAYS_NOTHING = frozenset(
    ("x", "xx", "✓", "✔", "☑", "☐", "kyllä", "ei", "ei ole", "ei mitään", "ei mitää", "ei lainkaan",
     "nej", "inga", "ingen", "inget", "ingenting", "none", "nothing", "yes", "true", "false")
)  # fmt: skip
"""Answers to another question, where a name or a text is asked for."""
_WORDY = ("name", "text", "known", "names", "images")
_EITHER = re.compile(r" ?(?:/|\||,|\btai\b|\beller\b|\bor\b) ?")
_BULLET = re.compile(r"\s*[-•*–] ")
_MAIN_IMAGE = re.compile(r"(.+?) ?\((?:pääkuva|huvudbild|main)\)", re.IGNORECASE)
_CLEAR = frozenset(folded(word) for word in CLEAR.values())
_NO_LOGIN = frozenset(
    ("ei mitään", "ei", "ei tunnistautumista", "ei tarvita", "ingen", "none", "ei vaadita")
)


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
    if isinstance(raw, str):
        raw = without_mark(raw)
    text = folded(raw) if isinstance(raw, str) else folded(str(raw))
    if not text and not (isinstance(raw, str) and tidy(raw)):
        return None
    if text in _CLEAR:
        return Read(CLEARED)
    if text in help.words:
        value = help.words[text]
        return Read(value, None if folded(str(value)) == text else spoken(kind, value, help))
    if isinstance(raw, str):
        _refuse_what_says_nothing(kind, raw, text)
    return KINDS[kind](raw, help)


def _refuse_what_says_nothing(kind: str, raw: str, text: str) -> None:
    """Refuse a cell, or one name of its list, that holds no answer."""
    word = machine_word(raw)
    if word is not None:
        rule = "cell-error" if "#" in word or ":" in word else "cell-machine-word"
        raise CellProblem(rule, text=shown(raw))
    if _ELSEWHERE.fullmatch(text) or not text:
        raise CellProblem("cell-points-elsewhere", text=shown(raw))
    if _offers(kind, text):
        raise CellProblem("cell-undecided", text=shown(raw))
    says_nothing = text in _SAYS_NOTHING and kind in _WORDY
    if says_nothing or (text in _PLACEHOLDERS and not _is_choice(kind, text)):
        raise CellProblem("cell-placeholder", text=shown(raw))


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


def spoken(kind: str, value: object, help: Help) -> str:
    """Return a value in the words of the template."""
    if isinstance(value, bool):
        return (YES_LABEL if value else NO_LABEL)[help.lang]
    name = kind.removeprefix("choice:")
    return label(name, str(value), help.lang) if name in CHOICES else shown(value)


def _is_choice(kind: str, text: str) -> bool:
    name = kind.removeprefix("choice:")
    return name in CHOICES and text in _choices(name)


def _name(raw: Raw, _: Help) -> Read:
    text = _text_of(raw)
    name = one_line(text)
    return Read(name, shown(name) if "\n" in tidy(text) else None)


def _text(raw: Raw, _: Help) -> Read:
    return Read(tidy(_text_of(raw)))


def _text_of(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return f"{raw:.15g}"
    raise CellProblem("cell-text", text=shown(raw))


def _id(raw: Raw, _: Help) -> Read:
    text = one_line(_text_of(raw))
    whole = re.fullmatch(r"(\d+)[.,]0", text)
    return Read(whole[1], whole[1]) if whole else Read(text.strip("\"'”’"))


def _key(raw: Raw, help: Help) -> Read:
    key = _id(raw, help).value
    if not _KEY.fullmatch(key):
        raise CellProblem("cell-key", text=shown(raw))
    return Read(key)


def _known_name(raw: Raw, help: Help) -> Read:
    name = _name(raw, help)
    return name._replace(value=help.vocabulary.get(folded(name.value), name.value))


def _names(raw: Raw, help: Help) -> Read:
    text = tidy(_text_of(raw))
    if folded(text) in help.vocabulary:
        return Read([help.vocabulary[folded(text)]])
    separator = next((mark for mark in ("\n", ";", ",") if mark in str(raw).strip(" ")), None)
    pieces = text.split(separator) if separator else [text]
    bullets = separator == "\n" and all(_BULLET.match(piece) for piece in pieces if piece.strip())
    names = [one_line(_BULLET.sub("", piece) if bullets else piece) for piece in pieces]
    for name in filter(None, names):
        _refuse_what_says_nothing("names", name, folded(name))
    known = (help.vocabulary.get(folded(name), name) for name in names if name)
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
    text = folded(str(raw))
    if text in YES or text in NO:
        return Read(text in YES)
    allowed = f"{YES_LABEL[help.lang]}, {NO_LABEL[help.lang]}"
    raise CellProblem("cell-choice", text=shown(raw), allowed=allowed, near="–")


def _choice(name: str) -> Callable[[Raw, Help], Read]:
    def read(raw: Raw, help: Help) -> Read:
        text = folded(str(raw))
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
            text=shown(raw),
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
            words.setdefault(folded(word), (choice.value, True))
    for choice in CHOICES[name]:
        for word in choice.others:
            words.setdefault(folded(word), (choice.value, name == "service_unit"))
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
    "free": read_free,
    "whole": read_whole,
    "least": read_least,
    "most": read_most,
    "area": read_area,
    "days": read_days,
    "lowest": read_lowest,
    "highest": read_highest,
    "percent": read_percent,
    "price": read_price,
    "duration": read_duration,
    "interval": read_interval,
    "day": read_day,
    "moment": read_moment,
    **{f"choice:{name}": _choice(name) for name in CHOICES},
    "choice:price_unit": read_unit,
}
"""How each kind of column is read."""
