"""YAML text to plain values.

ryaml (libyaml's grammar, in Rust) is the fastest maintained reader, and strict: it refuses
repeated keys and second documents, and follows YAML 1.2 core, so that ``no`` is a word and
``12:30`` is text.

ryaml makes floats of decimals, and money must not pass through a float. But a float
keeps every decimal number of up to 15 significant digits: written out again by ``repr`` it is
the number that was read. So numbers are exact as long as none has more digits, and one that has
becomes ``Broken``, which no field takes. So does a value with a tag, which ryaml gives as a
mapping of the tag to the value.
"""

from __future__ import annotations

import re
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.text.faults import Broken, Unreadable, shown
from varaamo_sync.catalogue_files.text.nodes import Node, compose
from varaamo_sync.catalogue_files.text.yaml_errors import explain
from varaamo_sync.catalogue_files.text.yaml_limits import refuse_bombs

_MOST_DIGITS = 15

_AS_ZERO = bytes.maketrans(b"123456789.", b"0000000000")
_MANY_DIGITS = b"0" * (_MOST_DIGITS + 1)  # signs of a number, each put as a zero
_LONG_NUMBER = re.compile(
    r"(?<![^\s\[{,:])[-+]?(?=[0-9.]{16})[0-9]*+\.?+[0-9]*+(?:[eE][-+]?[0-9]++)?+(?![^\s,\]}])"
)
_TAG = re.compile(r"(?<![^\s\[{,:])![^\s!]*(?![^\s])")


def read_yaml(text: str) -> Any:
    """Read YAML text.

    Returns:
        Plain values; ``Broken`` stands where a value could not be read as written.

    Raises:
        Unreadable: The text is no YAML, or grows without measure.
    """
    try:
        encoded = text.encode()
        refuse_bombs(text, encoded)
        data = loads(text)
    except ValueError as error:
        raise Unreadable(explain(str(error), text)) from error
    many_digits = _MANY_DIGITS in encoded.translate(_AS_ZERO) and _LONG_NUMBER.search(text)
    if many_digits or ("!" in text and _TAG.search(text)):
        return _without_broken(data, compose(text))
    return data


def _without_broken(value: Any, node: Node) -> Any:
    """Put ``Broken`` where a value has a tag, or is a number of too many digits."""
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
