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
from collections.abc import Iterator
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.text.faults import Broken, Place, Unreadable, shown
from varaamo_sync.catalogue_files.text.places import Lines, Places
from varaamo_sync.catalogue_files.text.yaml_errors import explain
from varaamo_sync.catalogue_files.text.yaml_limits import refuse_bombs
from varaamo_sync.findings import Path

_MOST_DIGITS = 15

_AS_ZERO = bytes.maketrans(b"123456789.", b"0000000000")
_MANY_DIGITS = b"0" * (_MOST_DIGITS + 1)  # signs of a number, each put as a zero
_LONG_NUMBER = re.compile(
    r"(?<![^\s\[{,:])[-+]?(?=[0-9.]{16})[0-9]*+\.?+[0-9]*+(?:[eE][-+]?[0-9]++)?+(?![^\s,\]}])"
)
_TAG = re.compile(r"(?<![^\s\[{,:])![^\s!]*(?![^\s])")


def read_yaml(text: str, places: Places) -> Any:
    """Read YAML text.

    Args:
        text: The text.
        places: Finds places in the same text.

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
        raise Unreadable(explain(str(error), text, places)) from error
    return _without_broken(data, text, encoded, places)


def _without_broken(data: Any, text: str, encoded: bytes, places: Places) -> Any:
    numbers = _long_numbers(text) if _MANY_DIGITS in encoded.translate(_AS_ZERO) else {}
    values = {float(token) for token in numbers.values()}
    tagged = "!" in text and _TAG.search(text) is not None
    if not numbers and not tagged:
        return data
    holder = [data]
    for container, key, path in list(_walk(holder, 0, ())):
        value = container[key]
        if tagged and isinstance(value, dict) and len(value) == 1:
            tag = next(iter(value))
            if isinstance(tag, str) and tag.startswith("!"):
                container[key] = Broken("yaml-tag", {"tag": shown(tag)})
        elif isinstance(value, int | float) and float(value) in values:
            token = numbers.get(places.find(path).start)
            if token is not None:
                container[key] = Broken("number-too-long", {"value": token})
    return holder[0]


def _walk(container: Any, key: Any, path: Path) -> Iterator[tuple[Any, Any, Path]]:
    yield container, key, path
    value = container[key]
    if isinstance(value, dict):
        for name in value:
            yield from _walk(value, name, (*path, name))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _walk(value, index, (*path, index))


def _long_numbers(text: str) -> dict[Place, str]:
    """Return what may be numbers with too many digits, by place; some may stand within texts."""
    lines = Lines(text)
    tokens = ((match.start(), match.group()) for match in _LONG_NUMBER.finditer(text))
    return {lines.place(start): token for start, token in tokens if _digits(token) > _MOST_DIGITS}


def _digits(token: str) -> int:
    mantissa = re.split("[eE]", token.lstrip("+-"))[0]
    return len(mantissa.replace(".", "").lstrip("0"))
