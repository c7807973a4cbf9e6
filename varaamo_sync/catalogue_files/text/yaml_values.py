"""YAML text to plain values.

ryaml (libyaml's grammar, in Rust) is the fastest maintained reader, and strict: it refuses
repeated keys and second documents, and follows YAML 1.2 core, so that ``no`` is a word and
``12:30`` is text.

ryaml makes floats of decimals, and money must not pass through a float. But a float
keeps every decimal number of up to 15 significant digits: written out again by ``repr`` it is
the number that was read. So numbers are exact as long as none has more digits, and one that has
becomes ``Broken``, which no field takes. So does a value with a tag, which ryaml gives as a
mapping of the tag to the value.

ryaml limits how often aliases are followed, but not what comes of it: a few kilobytes of nested
lists still fill the memory. So what a text would grow to is counted first. It limits depth, too,
but only after taking a time that grows with the square of the open brackets.
"""

from __future__ import annotations

import re
from itertools import accumulate, islice
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.text.faults import Broken, Fault, Unreadable, shown
from varaamo_sync.catalogue_files.text.nodes import Node, Unparsable, compose
from varaamo_sync.catalogue_files.text.places import Lines
from varaamo_sync.catalogue_files.text.yaml_errors import ALIAS, explain, first_alias
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_MOST_DIGITS = 15

_AS_ZERO = bytes.maketrans(b"123456789.", b"0000000000")
_MANY_DIGITS = b"0" * (_MOST_DIGITS + 1)  # signs of a number, each put as a zero
_LONG_NUMBER = lazy_pattern(
    r"(?<![^\s\[{,:])[-+]?(?=[0-9.]{16})[0-9]*+\.?+[0-9]*+(?:[eE][-+]?[0-9]++)?+(?![^\s,\]}])"
)
_TAG = lazy_pattern(r"(?<![^\s\[{,:])![^\s!]*(?![^\s])")

_MOST_VALUES = 2_000_000
_MOST_OPEN = 500  # brackets; ryaml itself stops at 128 levels
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PAIRS = (b"{}", b"[]") * 2  # thousands of rooms write [{…}]; hardly any nests deeper


def read_yaml(text: str) -> Any:
    """Read YAML text.

    Returns:
        Plain values; ``Broken`` stands where a value could not be read as written.

    Raises:
        Unreadable: The text is no YAML, or grows without measure.
    """
    try:
        encoded = text.encode()
        _refuse_bombs(text, encoded)
        data = loads(text)
    except ValueError as error:
        raise Unreadable(explain(str(error), text)) from error
    many_digits = _MANY_DIGITS in encoded.translate(_AS_ZERO) and _LONG_NUMBER.search(text)
    if many_digits or ("!" in text and _TAG.search(text)):
        try:
            return _without_broken(data, compose(text))
        except Unparsable:
            if data is not None:
                raise
    return data  # a text of nothing but remarks holds nothing


def _refuse_bombs(text: str, encoded: bytes) -> None:
    """Raise when a text must not be given to the parser.

    Args:
        text: The text.
        encoded: The same in UTF-8.

    Raises:
        Unreadable: It would take too much time or memory.
        ValueError: It would, and is no YAML in the words of the parser.
    """
    _refuse_depth(text, encoded.translate(None, _NO_BRACKETS))
    alias = first_alias(text) if "*" in text else None
    if alias is None:
        return
    try:
        too_much = _grown(compose(text), {}) > _MOST_VALUES
    except (Unparsable, RecursionError):  # the parser says what is wrong
        return
    if too_much:
        loads(ALIAS.sub("\ue000\\1", text))  # raises, if the text is no YAML anyway
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


def _grown(node: Node, sizes: dict[int, int]) -> int:
    """Return how many values a node makes; far too many where an alias cannot be counted."""
    node = node.target or node
    if id(node) not in sizes:
        sizes[id(node)] = _MOST_VALUES + 1  # for an alias within what it stands for
        size = 1
        for key, value in node.entries:
            if node.is_mapping:
                sizes[id(key)] = _MOST_VALUES + 1
            size += _grown(value, sizes)
        sizes[id(node)] = size
    return sizes[id(node)]


def _without_broken(value: Any, node: Node) -> Any:
    """Put ``Broken`` where a value has a tag, or is a number of too many digits."""
    node = node.target or node
    if isinstance(value, dict) and len(value) == 1 and node.tag:
        tag = next(iter(value))
        if isinstance(tag, str) and tag.startswith("!"):
            return Broken("yaml-tag", {"tag": shown(tag)})
    if isinstance(value, dict | list):
        names = value if isinstance(value, dict) else range(len(value))
        for name, entry in zip(names, node.entries, strict=True):
            value[name] = _without_broken(value[name], entry.value)
    elif isinstance(value, int | float) and _is_too_long(node.text):
        return Broken("number-too-long", {"value": node.text})
    return value


def _is_too_long(token: str) -> bool:
    mantissa = re.split("[eE]", token.lstrip("+-"))[0]
    digits = mantissa.replace(".", "").lstrip("0")
    return _LONG_NUMBER.fullmatch(token) is not None and len(digits) > _MOST_DIGITS
