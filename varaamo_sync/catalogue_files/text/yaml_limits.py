"""YAML that is small to read and large to hold.

ryaml limits how often aliases are followed, but not what comes of it: a few kilobytes of nested
lists still fill the memory. So what a text would grow to is counted first. It limits depth, too,
but only after taking a time that grows with the square of the open brackets.
"""

from __future__ import annotations

import re
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.text.faults import Fault, Place, Unreadable
from varaamo_sync.catalogue_files.text.places import Lines

_MOST_VALUES = 2_000_000
_MOST_OPEN = 500  # brackets; ryaml itself stops at 128 levels

_ANCHOR = re.compile(r"&([A-Za-z0-9_-]+)")
_ALIAS = re.compile(r"\*([A-Za-z0-9_-]+)")
_ALIAS_MARK = "\ue000"

_BRACKET = re.compile(r"[\[\]{}]")
_OPENING = frozenset("[{")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PAIRS = (b"{}", b"[]") * 2  # thousands of rooms write [{…}]; hardly any nests deeper


def refuse_bombs(text: str, encoded: bytes) -> None:
    """Raise when a text must not be given to the parser.

    Args:
        text: The text.
        encoded: The same in UTF-8.

    Raises:
        Unreadable: It would take too much time or memory.
        ValueError: It has aliases, and is no YAML in the words of the parser.
    """
    _refuse_depth(text, encoded)
    _refuse_growth(text)


def _refuse_depth(text: str, encoded: bytes) -> None:
    """Raise when far too many brackets are open at once; those within texts count, too.

    Pairs without anything between them are taken away first: that is ten times faster than
    following the brackets, and in what people write next to none are left.
    """
    brackets = encoded.translate(None, _NO_BRACKETS)
    for pair in _PAIRS:
        brackets = brackets.replace(pair, b"")
    if brackets.count(b"[") + brackets.count(b"{") <= _MOST_OPEN - len(_PAIRS):
        return
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in _OPENING else max(depth - 1, 0)
        if depth > _MOST_OPEN:
            raise Unreadable(Fault("yaml-depth", place=Lines(text).place(match.start())))


def _refuse_growth(text: str) -> None:
    """Raise when following the aliases of a text would make too many values of it.

    The text is read with a tag for every anchor and a word for every alias, which keeps its
    shape and its size, and what it would grow to is counted. Where the same signs stand within
    a text, a word is swapped for a word.
    """
    if "*" not in text or not set(_ANCHOR.findall(text)) & set(_ALIAS.findall(text)):
        return
    without_aliases = _ALIAS.sub(rf"{_ALIAS_MARK}\1", text)
    try:
        shape = loads(_ANCHOR.sub(r"!\1", without_aliases))
        too_much = _grown(shape, {}) > _MOST_VALUES
    except ValueError:
        loads(without_aliases)  # raises, if the text is no YAML anyway
        too_much = True  # an anchor on a key, or with a tag: it cannot be counted
    if too_much:
        raise Unreadable(Fault("yaml-repetition", place=first_alias(text)))


def _grown(value: Any, sizes: dict[str, int]) -> int:
    if isinstance(value, str) and value.startswith(_ALIAS_MARK):
        return sizes.get(value[1:], 1)
    if isinstance(value, list):
        return 1 + sum(_grown(item, sizes) for item in value)
    if not isinstance(value, dict):
        return 1
    size = 1
    for name, item in value.items():
        grown = _grown(item, sizes)
        size += grown
        if isinstance(name, str) and name.startswith("!"):
            sizes[name[1:]] = max(grown, sizes.get(name[1:], 1))
    return size


def first_alias(text: str) -> Place | None:
    """Return where the first alias stands that has an anchor."""
    anchors = set(_ANCHOR.findall(text))
    found = (match for match in _ALIAS.finditer(text) if match[1] in anchors)
    match = next(found, None)
    return Lines(text).place(match.start()) if match else None
