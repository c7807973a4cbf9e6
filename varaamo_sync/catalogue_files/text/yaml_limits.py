"""YAML that is small to read and large to hold.

ryaml limits how often aliases are followed, but not what comes of it: a few kilobytes of nested
lists still fill the memory. So what a text would grow to is counted first. It limits depth, too,
but only after taking a time that grows with the square of the open brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, islice

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.text.faults import Fault, Place, Unreadable
from varaamo_sync.catalogue_files.text.nodes import Unparsable, events
from varaamo_sync.catalogue_files.text.places import Lines

_MOST_VALUES = 2_000_000
_MOST_OPEN = 500  # brackets; ryaml itself stops at 128 levels

_ANCHOR = re.compile(r"&([A-Za-z0-9_-]+)")
_ALIAS = re.compile(r"\*([A-Za-z0-9_-]+)")

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PAIRS = (b"{}", b"[]") * 2  # thousands of rooms write [{…}]; hardly any nests deeper


def refuse_bombs(text: str, encoded: bytes) -> None:
    """Raise when a text must not be given to the parser.

    Args:
        text: The text.
        encoded: The same in UTF-8.

    Raises:
        Unreadable: It would take too much time or memory.
        ValueError: It would, and is no YAML in the words of the parser.
    """
    _refuse_depth(text, encoded.translate(None, _NO_BRACKETS))
    if "*" in text and (alias := first_alias(text)) and _grown(text) > _MOST_VALUES:
        loads(_ALIAS.sub("\ue000\\1", text))  # raises, if the text is no YAML anyway
        raise Unreadable(Fault("yaml-repetition", place=alias))


def _refuse_depth(text: str, brackets: bytes) -> None:
    """Raise when far too many brackets are open at once; those within texts count, too."""
    pairless = brackets
    for pair in _PAIRS:
        pairless = pairless.replace(pair, b"")
    if len(pairless) <= _MOST_OPEN - len(_PAIRS):
        return
    depths = accumulate(brackets, _opened, initial=0)
    too_deep = next((number for number, open_ in enumerate(depths) if open_ > _MOST_OPEN), None)
    if too_deep is not None:
        found = next(islice(re.finditer(r"[\[\]{}]", text), too_deep - 1, None))
        raise Unreadable(Fault("yaml-depth", place=Lines(text).place(found.start())))


def _opened(depth: int, bracket: int) -> int:
    return depth + 1 if bracket in b"[{" else max(depth - 1, 0)


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read, with what it holds so far."""

    anchor: str | None
    is_mapping: bool
    held: int = 0
    size: int = 1


def _grown(text: str) -> int:
    """Return how many values a text makes; far too many where an alias cannot be counted."""
    sizes: dict[str | None, int] = {}
    within = [_Open(None, is_mapping=False)]
    try:
        for event in events(text):
            kind = type(event).__name__
            if kind in ("MappingStartEvent", "SequenceStartEvent"):
                within.append(_Open(event.anchor, is_mapping=kind.startswith("M")))
                sizes.pop(event.anchor, None)  # an alias to what is not closed is endless
                continue
            size = 1
            if kind == "AliasEvent":
                size = sizes.get(event.anchor, _MOST_VALUES + 1)
            elif kind == "ScalarEvent":
                if within[-1].is_mapping and within[-1].held % 2 == 0:
                    sizes.pop(event.anchor, None)  # a key
                else:
                    sizes[event.anchor] = 1
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                ended = within.pop()
                size = sizes[ended.anchor] = ended.size
            else:
                continue
            within[-1].held += 1
            within[-1].size += size
    except Unparsable:
        return 0  # the reader says what is wrong
    return within[0].size


def first_alias(text: str) -> Place | None:
    """Return where the first alias stands that has an anchor."""
    anchors = set(_ANCHOR.findall(text))
    found = (match for match in _ALIAS.finditer(text) if match[1] in anchors)
    match = next(found, None)
    return Lines(text).place(match.start()) if match else None
